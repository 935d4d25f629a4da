"""Rasa's custom actions: they walk a questionnaire through the one form of domain.yml.

Only the last action of a turn speaks (action_ask_item_answer or action_end_questionnaire): what an
action says before another one fails would reach the patient, and the retry would say it again.
"""
