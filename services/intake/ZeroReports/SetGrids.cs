using Mediation.Contracts;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.ZeroReports;

/// <summary>Says which grids a village has from a day on; the whole list, so that what is left out is closed.</summary>
internal sealed record SetGrids(string VillageCode = "", IReadOnlyList<string?>? GridCodes = null, DateOnly? From = null)
{
    internal static readonly Refusal Earlier = new("grids.earlier", "生效日期早于上次登记", "Earlier than what is on the register already");

    private const int Most = 500;
    private const int VillageDigits = 12;

    internal static FieldCheck Check(SetGrids command) => new FieldCheck()
        .Text("villageCode", command.VillageCode, VillageDigits)
        .That(command.GridCodes is { Count: <= Most }, "gridCodes", "required", $"必填，不得超过{Most}个", $"Required, at most {Most}")
        .That(
            command.GridCodes?.All(code => FileZeroReport.IsGrid(code) && code!.StartsWith(command.VillageCode, StringComparison.Ordinal)) != false,
            "gridCodes", "malformed", "应为本村15位网格代码", "15 digits each, of this village")
        .That(command.From is not null, "from", "required", "必填", "Required");

    internal static Decision Decide(VillageGrids state, SetGrids command, DateTimeOffset now)
    {
        var from = command.From.GetValueOrDefault();
        var codes = command.GridCodes!.Select(code => code!).Distinct().Order(StringComparer.Ordinal).ToList();
        var open = state.Grids.Where(g => g.To is null).ToList();
        return open.Select(g => g.AreaCode).Order(StringComparer.Ordinal).SequenceEqual(codes) ? Decision.AlreadySo
            : state.Grids.Any(g => g.From > from || g.To > from) ? Earlier
            : Decision.Of(new GridsSet(command.VillageCode, codes, from, now));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, SetGrids body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        if ((Check(body).Refusal ?? Admission.Of(http).RefusalFor(body.VillageCode)) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var area = await KnownCodes.AreaAsync(codes, body.VillageCode, ChinaTime.DayOf(clock.GetUtcNow()), http.RequestAborted);
        if (new FieldCheck().That(area?.Value.Length == VillageDigits, "villageCode", "unknown", "村（社区）代码未知", "Unknown village").Refusal is { } unknown)
        {
            return Problem.From(http, unknown);
        }

        var id = VillageGrids.IdOf(body.VillageCode);
        return await shell.EnsureAsync<VillageGrids, SetGrids>(
            http, id, body, Decide, state => Reply.Ok(new GridsAnswer(id, state.Version, state.AreaCode, [.. state.Grids.Where(g => g.To is null).Select(g => g.AreaCode)])));
    }
}

internal sealed record GridsAnswer(Guid Id, long Version, string VillageCode, IReadOnlyList<string> GridCodes);
