using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <param name="ConsentsMissing">Sides whose consent an outsider still needs.</param>
/// <param name="Answer">Whether the person comes; null again after the session was moved.</param>
/// <param name="ReplacedBy">Who comes instead.</param>
internal sealed record ParticipantView(
    Guid Id, Role Role, string? Name, string? Unit, Guid? PartyId, bool Required, DateTimeOffset? CheckedInAt,
    Invitation? Invitation, IReadOnlyList<StatementView> Statements, SignOffView? SignOff, Guid? PersonId, bool Outsider,
    IReadOnlyList<string> ConsentsMissing, bool? DeclaredInterest, Rsvp? Answer, string? AnswerReason, Guid? ReplacedBy, DateTimeOffset? LeftAt,
    Guid? UnitId, Guid? TeamId)
{
    internal static ParticipantView From(Session state, Participant person, VaultTexts texts, Confidant reader) => new(
        person.Id, person.Role, reader.Works ? texts[person.Id, "name"] : Mask.Name(texts[person.Id, "name"]), texts[person.Id, "unit"],
        person.PartyId, person.Required, person.CheckedInAt, state.Invitations.FirstOrDefault(i => i.ParticipantId == person.Id),
        [.. state.Statements.Where(s => s.ParticipantId == person.Id).Select(s => new StatementView(
            s.Id, s.At, reader.ReadsStatements ? texts[s.Id, "statement"] : null, !reader.ReadsStatements))],
        state.SignOffs.FirstOrDefault(s => s.ParticipantId == person.Id) is { } signed
            ? new SignOffView(
                signed.Agreed, signed.At, reader.ReadsStatements ? texts[signed.Id, "remark"] : null, signed.HasRemark && !reader.ReadsStatements)
            : null,
        person.PersonId, Attendance.IsOutsider(person), Attendance.MissingConsents(state, person), person.Declared, person.Answer,
        reader.Works && person.AnswerId is { } answer ? texts[answer, "reason"] : null, person.ReplacedBy, person.LeftAt,
        person.UnitId, person.TeamId);
}

/// <param name="TextSealed">There is a text that this reader is not let into.</param>
internal sealed record StatementView(Guid Id, DateTimeOffset At, string? Text, bool TextSealed);

/// <param name="RemarkSealed">There is a remark that this reader is not let into.</param>
internal sealed record SignOffView(bool Agreed, DateTimeOffset At, string? Remark, bool RemarkSealed);
