using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>A person gives the case another colour than the rules do, with a reason; it holds until it is lifted.</summary>
internal sealed record OverrideColour(Risk? Colour = null, string? Reason = null)
{
    internal static Decision Decide(Case state, OverrideColour command, Guid overrideId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("colour", command.Colour).Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : Decision.Of(new ColourOverridden(overrideId, command.Colour!.Value, now)).Sealing(overrideId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, OverrideColour body, CommandShell shell)
    {
        var overrideId = shell.NewId();
        return shell.ChangeAsync<Case, OverrideColour>(
            http, id, body, (state, command, now) => Decide(state, command, overrideId, now),
            state => Reply.Ok(new { id, colour = state.Assessment.InEffect }));
    }
}

/// <summary>The rules' colour holds again.</summary>
internal sealed record LiftOverride(string? Reason = null)
{
    private static readonly Refusal NotOverridden = new("colour.notOverridden", "未人工调整过颜色", "Nobody gave it another colour");

    internal static Decision Decide(Case state, LiftOverride command, Guid liftingId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Assessment.Override is null ? NotOverridden
            : Decision.Of(new OverrideLifted(liftingId, now)).Sealing(liftingId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, LiftOverride body, CommandShell shell)
    {
        var liftingId = shell.NewId();
        return shell.ChangeAsync<Case, LiftOverride>(
            http, id, body, (state, command, now) => Decide(state, command, liftingId, now),
            state => Reply.Ok(new { id, colour = state.Assessment.InEffect }));
    }
}
