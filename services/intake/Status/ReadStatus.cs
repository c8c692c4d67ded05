using Mediation.Contracts;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Status;

/// <summary>What a party reads who shows a code: where things stand, in words that tell a stranger nothing.</summary>
internal static class ReadStatus
{
    // A round of people's mediation; longer by consent of both sides, of which intake does not hear.
    private const int RoundDays = 30;
    private const int MostLinks = 8;

    internal static async Task<IResult> HandleAsync(HttpContext http, string code, EventStore.EventStore store, Vault vault, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await PartyByCode.FindAsync(code, store, vault, http.RequestAborted) is not { } party)
        {
            return Problem.From(http, PartyByCode.UnknownCode);
        }

        var dispute = party.Dispute.State;
        // What was registered twice goes on under the original.
        for (var link = 0; link < MostLinks && dispute.DuplicateOf is { } original; link++)
        {
            dispute = (await store.FetchForWritingAsync<Dispute>(original, http.RequestAborted)).State;
        }

        return Results.Json(Read(dispute, ChinaTime.DayOf(clock.GetUtcNow()), Problem.PrefersEnglish(http)), ServiceJson.Options);
    }

    internal static StatusRead Read(Dispute dispute, DateOnly today, bool english)
    {
        var stage = StageOf(dispute);
        var running = stage is Stage.Accepted or Stage.InMediation;
        var until = running && dispute.AcceptedAt is { } accepted ? ChinaTime.DayOf(accepted).AddDays(RoundDays) : (DateOnly?)null;
        var next = until >= today ? until : null;
        return new StatusRead(
            stage, StatusWords.Of(stage, english), next, next is null ? null : StatusWords.Until(english), StatusWords.HowToObject(english));
    }

    private static Stage StageOf(Dispute dispute) => dispute switch
    {
        { Status: DisputeStatus.Ended } or { MediationEndedAt: not null } => Stage.Ended,
        { Status: DisputeStatus.Accepted, MediatorNamedAt: not null } => Stage.InMediation,
        { Status: DisputeStatus.Accepted } => Stage.Accepted,
        _ => Stage.Registered,
    };
}

/// <param name="Stage">Where things stand.</param>
/// <param name="Text">The same in words.</param>
/// <param name="NextDate">The next day that matters, where one is known.</param>
/// <param name="NextText">What is on that day.</param>
/// <param name="HowToObject">To the mediator, to the handling, to being named at all.</param>
internal sealed record StatusRead(Stage Stage, string Text, DateOnly? NextDate, string? NextText, string HowToObject);

internal enum Stage
{
    Registered,
    Accepted,
    InMediation,
    Ended,
}
