using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Recomputation;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>An entry of performance was wrong: the workflow sends a further revision of the agreement; what it said before counts for the past.</summary>
public sealed class PerformanceCorrected(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly DateTimeOffset Recorded = China("2026-03-23T10:00:00");
    private static readonly DateTimeOffset Struck = China("2026-03-25T10:00:00");

    [Fact]
    public async Task takes_items_and_money_back_and_the_past_stays_what_it_was()
    {
        const string area = "610981106";
        var agreement = await AgreeAsync(area);
        await RecordAsync(agreement with { Revision = 6, Obligations = Duties(agreement, 1000m, act: true) }, Recorded);
        (await PercentAsync("M07", area), await PercentAsync("M08", area)).ShouldBe((100m, 100m));
        await RecordAsync(agreement with { Revision = 7, Obligations = Duties(agreement, 250.5m, act: true) }, Struck);
        await RecordAsync(agreement with { Revision = 8, Obligations = Duties(agreement, 250.5m, act: false) }, Struck.AddHours(1));
        (await PercentAsync("M07", area), await PercentAsync("M08", area)).ShouldBe((0m, 25.05m));
        (await PercentAsync("M07", area, Recorded), await PercentAsync("M08", area, Recorded)).ShouldBe((100m, 100m));
        (await PercentAsync("M07", area, Struck), await PercentAsync("M08", area, Struck)).ShouldBe((50m, 25.05m));
        await MustBeAsRecomputedAsync();
    }

    [Fact]
    public async Task counts_though_the_wrong_entry_comes_after_it()
    {
        const string area = "610981107";
        var agreement = await AgreeAsync(area);
        await RecordAsync(agreement with { Revision = 7, Obligations = Duties(agreement, 0m, act: false) }, Struck);
        await RecordAsync(agreement with { Revision = 6, Obligations = Duties(agreement, 1000m, act: true) }, Recorded);
        (await PercentAsync("M07", area), await PercentAsync("M08", area)).ShouldBe((0m, 0m));
        (await PercentAsync("M07", area, Recorded), await PercentAsync("M08", area, Recorded)).ShouldBe((100m, 100m));
        await MustBeAsRecomputedAsync();
    }

    [Fact]
    public async Task puts_a_payment_back_to_the_instalments_that_it_covers()
    {
        const string area = "610981108";
        var agreement = await AgreeAsync(area);
        var duty = agreement.Obligations[0] with { DueOn = new(2026, 4, 10) };
        await RecordAsync(agreement with { Revision = 6, Obligations = [Paid(duty, 600m, 400m)] }, Recorded);
        (await MoneyAsync(area, "03"), await MoneyAsync(area, "04")).ShouldBe((100m, 100m));
        (await PercentAsync("M07", area)).ShouldBe(100m);
        await RecordAsync(agreement with { Revision = 7, Obligations = [Paid(duty, 300m, 0m)] }, Struck);
        (await MoneyAsync(area, "03"), await MoneyAsync(area, "04"), await PercentAsync("M07", area)).ShouldBe((50m, 0m, 0m));
        await MustBeAsRecomputedAsync();
    }

    // Of 1,000 yuan and an act, both due in March.
    private async Task<AgreementFactsChanged> AgreeAsync(string area)
    {
        var id = NewId();
        await RecordAsync(Closed(id, "A", area: area), China("2026-03-20T15:00:00"));
        var agreement = new AgreementFactsChanged(NewId(), 5, id, "written", China("2026-03-20T15:00:00"), [], true, null, null);
        var due = new DateOnly(2026, 3, 22);
        agreement = agreement with { Obligations = [new(NewId(), due, 1000m, 0m, false), new(NewId(), due, null, null, false)] };
        await RecordAsync(agreement, China("2026-03-20T15:00:00"));
        return agreement;
    }

    private static List<ObligationFacts> Duties(AgreementFactsChanged agreement, decimal paid, bool act) =>
    [
        agreement.Obligations[0] with { PerformedAmount = paid, Performed = paid == 1000m }, agreement.Obligations[1] with { Performed = act },
    ];

    private static ObligationFacts Paid(ObligationFacts duty, decimal first, decimal second) => duty with
    {
        PerformedAmount = first + second,
        Performed = first + second == duty.Amount,
        Instalments = [new(new(2026, 3, 22), 600m, first), new(duty.DueOn, 400m, second)],
    };

    private Task RecordAsync<T>(T facts, DateTimeOffset at) where T : class =>
        reporting.Facts.RecordAsync([FactRow.From(NewId(), facts)! with { RecordedAt = at.ToUniversalTime() }]);

    private async Task<decimal> PercentAsync(
        string metric, string area, DateTimeOffset? asOf = null, string period = "from=2026-03-01&to=2026-04-30")
    {
        var then = asOf is null ? "" : $"&asOf={asOf.Value.UtcDateTime:O}";
        return (await reporting.GetAsync($"/api/v1/metrics/{metric}?area={area}&{period}{then}")).GetProperty("percent").GetDecimal();
    }

    private Task<decimal> MoneyAsync(string area, string month) =>
        PercentAsync("M08", area, null, $"from=2026-{month}-01&to=2026-{month}-30");

    private async Task MustBeAsRecomputedAsync()
    {
        await using var differences = new StringWriter();
        await reporting.Services.GetRequiredService<VerifyReports>().RunAsync(differences);
        differences.ToString().ShouldBeEmpty();
    }
}
