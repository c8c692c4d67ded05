using Mediation.EventStore;

namespace Mediation.Intake.ZeroReports;

/// <summary>A grid's statement that nothing was found on a day (零报告): one stream for each grid and day. A lead of the same day stands beside it.</summary>
internal sealed record ZeroReport(string AreaCode, DateOnly Day, DateTimeOffset FiledAt, long Version) : IAggregate<ZeroReport>
{
    public static ZeroReport Initial { get; } = new("", default, default, 0);

    public ZeroReport Evolve(object @event) => @event is ZeroReportFiled e ? new ZeroReport(e.AreaCode, e.Day, e.FiledAt, Version + 1) : this;

    internal static Guid IdOf(string grid, DateOnly day) => StableId.Of($"zeroReport|{grid}|{day:yyyy-MM-dd}");
}

internal sealed record ZeroReportFiled(string AreaCode, DateOnly Day, DateTimeOffset FiledAt);
