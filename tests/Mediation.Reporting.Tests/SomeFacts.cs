using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Tests;

/// <summary>Facts of one dispute, to be changed with <c>with</c>.</summary>
internal static class SomeFacts
{
    internal const string Duanjiahe = "610981113";

    internal static readonly Guid Committee = Guid.Parse("01900000-0000-7000-8000-0000000000c1");

    private static readonly Lock Ids = new();
    private static DateTimeOffset _last;

    /// <summary>After every one before: those of one millisecond are in no order, and lists are in that of ids.</summary>
    internal static Guid NewId()
    {
        lock (Ids)
        {
            var now = TimeProvider.System.GetUtcNow();
            _last = now > _last.AddMilliseconds(1) ? now : _last.AddMilliseconds(1);
            return Guid.CreateVersion7(_last);
        }
    }

    internal static DateTimeOffset China(string text) => DateTimeOffset.Parse($"{text}+08:00", System.Globalization.CultureInfo.InvariantCulture);

    internal static DisputeFactsChanged Accepted(Guid id, string acceptedAt = "2026-03-05T09:00:00", string area = Duanjiahe) => new(
        id, 3, "accepted", area, "0901", "application", Committee, China(acceptedAt), China(acceptedAt), null, 2, 9, null);

    internal static CaseFactsChanged Open(Guid id, string acceptedAt = "2026-03-05T09:00:00", string area = Duanjiahe) => new(
        id, 1, "（2026）段人调字第0001号", Committee, area, "0901", "application", "six-step", 1, 1, "open", null, China(acceptedAt),
        null, null, null, null, 0, 0, null, 2, 9, null);

    internal static CaseFactsChanged Closed(
        Guid id, string outcome, string closedAt = "2026-03-20T15:00:00", string acceptedAt = "2026-03-05T09:00:00", string area = Duanjiahe) =>
        Open(id, acceptedAt, area) with
        {
            Revision = 9,
            Status = "closed",
            Outcome = outcome,
            ClosedAt = China(closedAt),
            AgreementForm = outcome == "A" ? "written" : null,
            AgreementEffectiveAt = outcome == "A" ? China(closedAt) : null,
            SessionsHeld = 1,
            JointSessionsHeld = 1,
            FirstJointSessionAt = China(closedAt).AddHours(-5),
        };
}
