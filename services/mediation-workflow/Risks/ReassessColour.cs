using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>The colour on record follows the passing of time, so that lists and figures show what the file shows. Nobody commands it.</summary>
internal static class ReassessColour
{
    internal static Decision Decide(Case state, DateTimeOffset now) => RiskCatalog.NextChange(state) <= now
        ? Decision.Of(new ColourReassessed(Assessment.At(state, now).Colour, now))
        : Decision.AlreadySo;
}
