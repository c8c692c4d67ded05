using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Escalation;

/// <summary>Lead official, supervision, police and 民转刑 as the file shows them.</summary>
internal sealed record FileEscalation(
    FileLeadOfficial? LeadOfficial, IReadOnlyList<FileSupervision> Supervisions, IReadOnlyList<FilePoliceReport> PoliceReports,
    FileCriminalTurn? CriminalTurn)
{
    internal static FileEscalation Of(IReadOnlyList<RecordedEvent> stream, VaultTexts texts)
    {
        var events = stream.Select(e => e.Data).ToList();
        var answers = events.OfType<SupervisionAnswered>().ToDictionary(e => e.SupervisionId);
        var receipts = events.OfType<PoliceReceiptLogged>().ToDictionary(e => e.ReportId);
        return new FileEscalation(
            events.OfType<LeadOfficialNamed>().LastOrDefault() is { } lead
                ? new FileLeadOfficial(lead.PersonId, texts[lead.LeadId, "name"], texts[lead.LeadId, "post"], lead.At)
                : null,
            [.. events.OfType<SupervisionOrdered>().Select(e => Supervision(e, answers.GetValueOrDefault(e.SupervisionId), texts))],
            [.. events.OfType<PoliceReported>().Select(e => new FilePoliceReport(
                e.ReportId, e.ReportedAt, texts[e.ReportId, "station"], texts[e.ReportId, "text"], texts[e.ReportId, "preventiveSteps"],
                texts[e.ReportId, "receipt"], receipts.GetValueOrDefault(e.ReportId)?.ReceivedAt))],
            events.OfType<TurnedCriminal>().FirstOrDefault() is { } turn
                ? new FileCriminalTurn(turn.OccurredAt, turn.At, texts[turn.TurnId, "text"], texts[turn.TurnId, "policeCaseNumber"])
                : null);
    }

    private static FileSupervision Supervision(SupervisionOrdered e, SupervisionAnswered? answer, VaultTexts texts) => new(
        e.SupervisionId, e.At, e.AnswerBy, texts[e.SupervisionId, "by"], texts[e.SupervisionId, "text"], answer?.At,
        answer is null ? null : texts[answer.AnswerId, "text"]);
}

internal sealed record FileLeadOfficial(Guid? PersonId, string? Name, string? Post, DateTimeOffset NamedAt);

internal sealed record FileSupervision(
    Guid Id, DateTimeOffset OrderedAt, DateOnly? AnswerBy, string? By, string? Text, DateTimeOffset? AnsweredAt, string? Answer);

internal sealed record FilePoliceReport(
    Guid Id, DateTimeOffset ReportedAt, string? Station, string? Text, string? PreventiveSteps, string? Receipt, DateTimeOffset? ReceivedAt);

internal sealed record FileCriminalTurn(DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? Text, string? PoliceCaseNumber);
