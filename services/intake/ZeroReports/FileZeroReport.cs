using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.ZeroReports;

/// <summary>Nothing was found in a grid on a day. Said twice it is one report.</summary>
internal sealed record FileZeroReport(string GridCode = "", DateOnly? Day = null)
{
    internal static readonly Refusal NotRegistered =
        new("grid.notRegistered", "该网格未登记，请先登记村（社区）网格", "The grid is not on the village's register");

    internal const int GridDigits = 15;

    // A phone may have been offline for days, but not for a season.
    private const int DaysLate = 31;

    internal static FieldCheck Check(FileZeroReport command, DateOnly today) => new FieldCheck()
        .That(IsGrid(command.GridCode), "gridCode", "malformed", "网格代码应为15位", "15 digits")
        .That(command.Day is not { } day || day <= today, "day", "inFuture", "不得晚于今天", "In the future")
        .That(command.Day is not { } past || past >= today.AddDays(-DaysLate), "day", "outOfRange", $"不得早于{DaysLate}天前", $"At most {DaysLate} days ago");

    internal static Decision Decide(ZeroReport state, FileZeroReport command, DateOnly day, DateTimeOffset now) =>
        state.Version > 0 ? Decision.AlreadySo : Decision.Of(new ZeroReportFiled(command.GridCode, day, now));

    internal static async Task<IResult> HandleAsync(
        HttpContext http, FileZeroReport body, CommandShell shell, StoreReader store, TimeProvider clock)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        if ((Check(body, today).Refusal ?? Admission.Of(http).RefusalFor(body.GridCode)) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var day = body.Day ?? today;
        var grids = await store.FetchForWritingAsync<VillageGrids>(VillageGrids.IdOf(body.GridCode[..12]), http.RequestAborted);
        if (!grids.State.Has(body.GridCode, day))
        {
            return Problem.From(http, NotRegistered);
        }

        var id = ZeroReport.IdOf(body.GridCode, day);
        return await shell.EnsureAsync<ZeroReport, FileZeroReport>(
            http, id, body, (state, command, now) => Decide(state, command, day, now),
            state => Reply.Created($"/api/v1/zero-reports/{id}", new ZeroReportAnswer(id, state.AreaCode, state.Day, state.FiledAt)));
    }

    /// <summary>All 15 digits, without the zeros that pad a village's code.</summary>
    internal static bool IsGrid(string? code) => AreaCode.TryParse(code, out var area) && area.Value.Value.Length == GridDigits;
}

internal sealed record ZeroReportAnswer(Guid Id, string GridCode, DateOnly Day, DateTimeOffset FiledAt);
