"""The scenes that `shots` draws, each a function that makes a screen."""

from ecabinet.core.errors import BadValue, NotAllowed
from ecabinet.ui.panels.administration.quarantine.presenter import key_of
from tests.ui.administration import samples
from tests.ui.lead.samples import FakeRunner


def members(choose="m01", **about):
    """People, one of them chosen."""
    made = samples.screen(**about)
    made.members.refresh()
    if choose:
        made.members.on_picked(choose)
    return made


def revoke():
    made = members()
    made.members.page.revocation_wanted.emit(samples.OTHER)
    return made


def remove_refused():
    runner = FakeRunner(samples.answers())
    made = members(runner=runner)
    made.members.page.removal_wanted.emit()
    runner.refusal = BadValue("reason", "empty")
    made.members._decisions.page.press.click()
    return made


def hand_over():
    made = members()
    made.members.page.hand_over_wanted.emit(samples.OTHER)
    made.members._decisions.page.press.click()
    return made


def form():
    runner = FakeRunner(samples.answers())
    made = members("", runner=runner)
    made.members.add.click()
    runner.refusal = BadValue("name", "empty")
    made.members.form.save.click()
    return made


def roles():
    made = members()
    made.members.page.roles_wanted.emit()
    return made


def onlooker():
    return members("m02", writer=samples.OTHER)


def invitations(phase="", **about):
    """Invitations, one in this phase chosen."""
    made = samples.screen(**about)
    made.show_part("invitations")
    made.invitations.refresh()
    if phase:
        found = next(line for line in samples.requests() if line.phase == phase)
        made.invitations.on_picked(found.invitation)
    return made


def new_invitation():
    made = members("m04")
    made.members.page.invite.click()
    return made


def no_invitations():
    return invitations(admissions=samples.FakeAdmissions())


def compare_refused():
    admissions = samples.FakeAdmissions(samples.requests())
    made = invitations("compare", admissions=admissions)
    admissions.refusal = NotAllowed("WriterCertified", ("controller",))
    made.invitations.page.compare.match.click()
    return made


def contested():
    found = samples.request("approved", "m05", contested=True)
    made = invitations(admissions=samples.FakeAdmissions((found,)))
    made.invitations.on_picked(found.invitation)
    return made


def quarantine(reason="", **answers):
    """What was set aside, one of it chosen."""
    made = samples.screen(FakeRunner(samples.answers(**answers)))
    made.show_part("quarantine")
    made.quarantine.refresh()
    if reason:
        at = next(at for at, line in enumerate(samples.quarantine()) if line.reason == reason)
        key = key_of(samples.quarantine()[at])
        made.quarantine.on_picked(key)
    return made


def admitting():
    made = quarantine("revoked")
    made.quarantine.page.admit.click()
    return made


SCENES = {
    "people-1-chosen": members,
    "people-2-revoke": revoke,
    "people-3-remove": remove_refused,
    "people-4-hand-over": hand_over,
    "people-5-form": form,
    "people-6-onlooker": onlooker,
    "people-7-roles": roles,
    "join-1-none": no_invitations,
    "join-2-new": new_invitation,
    "join-3-letter": lambda: invitations("invited"),
    "join-4-asked": lambda: invitations("asked"),
    "join-5-compare": lambda: invitations("compare"),
    "join-6-refused": compare_refused,
    "join-7-used": lambda: invitations("refused"),
    "join-8-contested": contested,
    "aside-1-none": lambda: quarantine(quarantine=()),
    "aside-2-admit": admitting,
    "aside-3-contested": lambda: quarantine("contested"),
}
