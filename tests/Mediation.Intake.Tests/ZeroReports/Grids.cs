using Mediation.Intake.ZeroReports;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.ZeroReports;

public sealed class Grids
{
    private const string Village = "610981100004";
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly GridsSet Two = new(Village, [Village + "001", Village + "002"], Today.AddDays(-10), Now);

    [Fact]
    public void a_village_has_the_grids_of_the_last_list_from_its_day_on()
    {
        var state = Scenario.Given<VillageGrids>(Two).When(Set(Today, Village + "003", Village + "002")).Then(
            new GridsSet(Village, [Village + "002", Village + "003"], Today, Now)).After;
        (state.Has(Village + "001", Today.AddDays(-1)), state.Has(Village + "001", Today)).ShouldBe((true, false));
        (state.Has(Village + "003", Today.AddDays(-1)), state.Has(Village + "003", Today)).ShouldBe((false, true));
        (state.Has(Village + "002", Today.AddDays(-10)), state.Has(Village + "002", Today)).ShouldBe((true, true));
    }

    [Fact]
    public void the_same_list_again_is_no_change_and_history_is_not_rewritten()
    {
        Scenario.Given<VillageGrids>(Two).When(Set(Today, Village + "002", Village + "001")).ThenNothing();
        Scenario.Given<VillageGrids>(Two).When(Set(Today.AddDays(-11), Village + "001")).ThenRefused("grids.earlier");
    }

    [Fact]
    public void grids_are_of_the_village_and_have_fifteen_digits()
    {
        Fields(new SetGrids()).ShouldBe(["villageCode:required", "gridCodes:required", "from:required"]);
        Fields(new SetGrids(Village, [Village, "610981100005001"], Today)).ShouldBe(["gridCodes:malformed"]);
        Fields(new SetGrids(Village, [Village + "000"], Today)).ShouldBe(["gridCodes:malformed"]);
    }

    [Fact]
    public void a_day_is_reported_once_and_not_ahead_of_time()
    {
        var filed = new ZeroReportFiled(Village + "001", Today, Now);
        var command = new FileZeroReport(Village + "001", Today);
        Scenario.Given<ZeroReport>().When(state => FileZeroReport.Decide(state, command, Today, Now)).Then(filed);
        Scenario.Given<ZeroReport>(filed).When(state => FileZeroReport.Decide(state, command, Today, Now)).ThenNothing();
        FileZeroReport.Check(command with { Day = Today.AddDays(1) }, Today).Refusal!.Errors.ShouldHaveSingleItem().Code.ShouldBe("inFuture");
        FileZeroReport.Check(command with { Day = Today.AddDays(-32) }, Today).Refusal!.Errors.ShouldHaveSingleItem().Code.ShouldBe("outOfRange");
        FileZeroReport.Check(new FileZeroReport(Village), Today).Refusal!.Errors.ShouldHaveSingleItem().Field.ShouldBe("gridCode");
    }

    private static Func<VillageGrids, ServiceDefaults.Decision> Set(DateOnly from, params string[] grids) =>
        state => SetGrids.Decide(state, new SetGrids(Village, grids, from), Now);

    private static IEnumerable<string> Fields(SetGrids command) => SetGrids.Check(command).Refusal?.Errors.Select(e => $"{e.Field}:{e.Code}") ?? [];
}
