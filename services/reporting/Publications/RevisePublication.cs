using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Publications;

/// <summary>The same questions are asked anew, as things are known now; what was published stays readable beside it.</summary>
internal sealed record RevisePublication(string Reason = "")
{
    internal const string ReasonField = "reason";

    private const int LongestReason = 500;

    private static readonly Refusal RevisedMeanwhile = new(
        "publication.revisedMeanwhile", "发布同时被他人修订，请重试", "The publication was revised meanwhile; try again");

    /// <param name="state">As it is.</param>
    /// <param name="command">Why.</param>
    /// <param name="revisionId">Of this one.</param>
    /// <param name="after">The revision that there was before the questions were asked: another's answers may be newer.</param>
    /// <param name="figures">As answered.</param>
    /// <param name="now">When.</param>
    internal static Decision Decide(
        Publication state, RevisePublication command, Guid revisionId, int after, PublishedFigures figures, DateTimeOffset now) =>
        state.Revision != after ? RevisedMeanwhile : Decision
            .Of(new PublicationRevised(revisionId, state.Revision + 1, figures.AsOf, Frozen.DigestOf(figures.Answers), now))
            .Sealing(revisionId, ReasonField, command.Reason);

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, RevisePublication body, CommandShell shell, StoreReader caller, AskedFigures figures, TimeProvider clock)
    {
        if (new FieldCheck().Text("reason", body.Reason, LongestReason).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var publication = await caller.FetchForWritingAsync<Publication>(id, http.RequestAborted);
        if (!publication.Exists || !AreaCode.TryParse(publication.State.AreaCode, out var area))
        {
            return Problem.From(http, Refusal.Unknown("publication"));
        }

        var (answered, refusal) = await figures.AskAsync(
            publication.State.Questions, area.Value, null, Admission.Of(http).Scope, clock.GetUtcNow(), http.RequestAborted);
        var revisionId = shell.NewId();
        return await shell.TransactAsync<Publication, RevisePublication>(
            http, id, body,
            async (transaction, state, command, now) =>
            {
                if (answered is null)
                {
                    return refusal!;
                }

                var decision = Decide(state, command, revisionId, publication.State.Revision, answered, now);
                if (decision.Refusal is null)
                {
                    await Frozen.WriteAsync(transaction, id, state.Revision + 1, state.AreaCode, answered.Answers, http.RequestAborted);
                }

                return decision;
            },
            state => PublicationAnswer.Created(id, state), CommandKind.Append);
    }
}
