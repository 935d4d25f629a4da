"""Draws the page of one patient over a period."""

from __future__ import annotations

from markupsafe import Markup

from report.patient.axis import Axis
from report.patient.mood_chart import mood_chart
from report.patient.rating_chart import rating_chart
from report.patient.score_chart import score_chart
from report.patient.view import PatientView
from report.render import page
from report.viewer import Viewer


def course_page(view: PatientView, me: Viewer, *, demo: bool) -> str:
    """The page, with the forms that the reader may send."""
    axis, marks, estimates = Axis(view.start, view.end), view.marks, view.estimates
    ratings = view.self_ratings or view.medicine
    return page(
        "course.html",
        view=view,
        me=me,
        demo=demo,
        made_with=estimates.models if estimates else (),
        constants=", ".join(one[:12] for one in estimates.constants) if estimates else None,
        scores=[(one, Markup(score_chart(one, axis, marks))) for one in view.scores],
        ratings=Markup(rating_chart(view.self_ratings, view.medicine, axis, marks))
        if ratings
        else None,
        moods=Markup(mood_chart(estimates, axis, marks))
        if estimates and estimates.points
        else None,
    )
