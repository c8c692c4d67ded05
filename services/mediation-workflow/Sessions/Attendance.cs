using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Who may take part: outsiders with every side's consent (PML 20), and nobody whose impartiality is in doubt.</summary>
internal static class Attendance
{
    internal static bool IsOutsider(Participant person) => person.Role is not (Role.Mediator or Role.Party);

    /// <returns>Why this person may not be invited or checked in; null when nothing is in the way.</returns>
    internal static Refusal? Refuse(Session state, Participant person)
    {
        IReadOnlyList<string> doubts =
            [.. state.Conflicts.Where(c => c.ParticipantId == person.Id && !c.Overruled).Select(c => SessionRefusals.NameOf(c.Kind)).Distinct()];
        return doubts.Count > 0
            ? new Refusal(
                "conflict.unresolved", "利害关系尚未处理，须更换或说明理由后排除",
                "A conflict of interest is open: replace the person or overrule it with reasons") { Missing = doubts }
            : MissingConsents(state, person) is { Count: > 0 } missing
                ? new Refusal("consent.missing", "邀请他人参与调解须经各方当事人同意", "Outsiders join only with every side's consent") { Missing = missing }
                : null;
    }

    internal static IReadOnlyList<string> MissingConsents(Session state, Participant person) =>
        IsOutsider(person) ? [.. state.Sides.Except(person.ConsentSides ?? []).Select(side => $"consent:{side}")] : [];
}
