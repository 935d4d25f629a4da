"""What the bot says of its own; the words of a question come from questionnaires/."""

from __future__ import annotations

HELLO = "Hello. I am a computer program, not a person. I ask you questions for your clinic."
FREEDOM = "You can stop at any time. Your care stays the same."
CHOOSE = "Which questionnaire would you like to answer?"
NOTHING_TODAY = "There is nothing to answer today. Thank you for coming by."
ANSWERED = "You answered {title} not long ago. You can answer it again from {day}."
EXPLAIN = (
    "Choose a questionnaire, and I ask its questions one by one. You can press a button or type."
)
NOTHING_OPEN = "No questionnaire is open."

THANKS = "Thank you for telling us."
CHOOSE_OPTION = "Please choose one of the options."
WRITE = "Please write your answer below, or choose Skip."
ALREADY_ANSWERED = "That question is already answered. To change it, choose Back."
FIRST = "This is the first question."
REQUIRED = "This question cannot be skipped. You can go back, or stop."
BUSY = "You are in the middle of a questionnaire. Here is your question again."

CONFIRM_STOP = "Do you want to stop here? The answers you have given stay with your clinic."
YES_STOP = "Yes, stop"
NO_GO_ON = "No, go on"

COMPLETED = "Thank you. Your answers have been sent to your clinic."
STOPPED = (
    "That is fine. We stop here, and the answers you gave have been sent to your clinic. "
    "You can come back at any time."
)
