using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

/// <summary>Days on which the person is proposed for no new case. The newest word counts; days that are over are as none.</summary>
internal sealed record NoteAbsence(DateOnly? From = null, DateOnly? To = null)
{
    internal static FieldCheck Check(NoteAbsence command) => new FieldCheck()
        .That(command.From is not null, "from", "required", "必填", "Required")
        .That(command.To is not null, "to", "required", "必填", "Required")
        .That(command.From is null || command.To is null || command.To >= command.From, "to", "outOfRange", "不得早于起始日", "Before the first day");

    internal static Decision Decide(Person state, NoteAbsence command, DateTimeOffset now) =>
        state.Absence == new Absence(command.From.GetValueOrDefault(), command.To.GetValueOrDefault())
            ? Decision.AlreadySo
            : Decision.Of(new AbsenceNoted(command.From.GetValueOrDefault(), command.To.GetValueOrDefault(), now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, NoteAbsence body, CommandShell shell) =>
        Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.AppendAsync<Person, NoteAbsence>(http, id, body, Decide, state => Reply.Ok(new PersonAnswer(id, state.Version)));
}
