using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>What the committee's head has to say to an anomaly. It is added; the anomaly and earlier answers stay.</summary>
internal sealed record AnswerAnomaly(string Text = "")
{
    private const int MostText = 2000;

    internal static Decision Decide(Dispute state, Guid anomalyId, Guid answerId, AnswerAnomaly command, DateTimeOffset now) =>
        state.Anomalies.Any(a => a.Id == anomalyId)
            ? Decision.Of(new AnomalyAnswered(answerId, anomalyId, now)).Sealing(answerId, VaultFields.Answer, command.Text)
            : Refusal.Unknown("anomaly");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, Guid anomalyId, AnswerAnomaly body, CommandShell shell)
    {
        if (new FieldCheck().Text("text", body.Text, MostText).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var answerId = shell.NewId();
        return await shell.AppendAsync<Dispute, AnswerAnomaly>(
            http, id, body, (state, command, now) => Decide(state, anomalyId, answerId, command, now),
            state => new Reply(StatusCodes.Status201Created, new AnswerGiven(answerId, state.Version)));
    }
}

internal sealed record AnswerGiven(Guid Id, long Version);
