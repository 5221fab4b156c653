"""Assessments: the public page, and the workshop's rounds, rubrics and deep reviews."""

from __future__ import annotations

from django.urls import path

from naere.toolbox.views import assessing as rounds
from naere.toolbox.views import assessing_consensus, assessing_public
from naere.toolbox.views import assessing_reviews as reviews
from naere.toolbox.views import assessing_rubrics as rubrics

ROUND = "vaerksted/vurderinger/<uuid:round_id>/"
RUBRICS = "vaerksted/vurderinger/skemaer/"
RUBRIC = f"{RUBRICS}<uuid:rubric>/"
CRITERION = f"{RUBRICS}kriterium/<uuid:criterion>/"
REVIEWS = "vaerksted/vurderinger/dyk/"
REVIEW = f"{REVIEWS}<uuid:review>/"
FINDING = f"{REVIEW}fund/<uuid:finding>/"

urlpatterns = [
    path("vaerktoej/<slug:slug>/vurdering/", assessing_public.assessment, name="assessment"),
    path("vaerksted/vurderinger/", rounds.assessments, name="assessments"),
    path("vaerksted/vurderinger/ny/", rounds.new_round, name="round-new"),
    path(ROUND, rounds.show_round, name="round"),
    path(f"{ROUND}besvar/", rounds.assess, name="assess"),
    path(f"{ROUND}samlet/", assessing_consensus.consensus, name="consensus"),
    path(f"{ROUND}traek/", rounds.withdraw, name="round-withdraw"),
    path(RUBRICS, rubrics.rubrics, name="rubrics"),
    path(f"{RUBRICS}ny/", rubrics.new_rubric, name="rubric-new"),
    path(RUBRIC, rubrics.rubric, name="rubric"),
    path(f"{RUBRIC}navn/", rubrics.name_rubric, name="rubric-name"),
    path(f"{RUBRIC}udgiv/", rubrics.publish_rubric, name="rubric-publish"),
    path(f"{RUBRIC}slet/", rubrics.remove_rubric, name="rubric-remove"),
    path(f"{RUBRIC}kriterium/", rubrics.new_criterion, name="criterion-new"),
    path(CRITERION, rubrics.criterion, name="criterion"),
    path(f"{CRITERION}slet/", rubrics.remove_criterion, name="criterion-remove"),
    path(REVIEWS, reviews.reviews, name="deep-reviews"),
    path(REVIEW, reviews.review, name="deep-review"),
    path(f"{REVIEW}fund/", reviews.new_finding, name="finding-new"),
    path(FINDING, reviews.finding, name="finding"),
    path(f"{FINDING}slet/", reviews.remove_finding, name="finding-remove"),
]
