using System.Text.Json;
using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Through the real broker to the HTTP answer. Each test has a township of its own.</summary>
public sealed class FactsBecomeFigures(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [Fact]
    public async Task an_accepted_dispute_counts_before_its_case_is_heard_of_and_its_agreement_afterwards()
    {
        var id = NewId();
        await reporting.PublishAsync(Accepted(id));
        var before = await reporting.EventuallyAsync($"/api/v1/metrics/M03?area={Duanjiahe}&{March}", a => a.Long("denominator") == 1);
        before.Long("numerator").ShouldBe(0);
        before.GetProperty("flags").Texts().ShouldBe(["smallNumbers", "pending"]);
        before.GetProperty("pending").GetDecimal().ShouldBe(1m);

        await reporting.PublishAsync(Closed(id, "A"));
        var after = await reporting.EventuallyAsync($"/api/v1/metrics/M03?area={Duanjiahe}&{March}", a => a.Long("numerator") == 1);
        after.Long("denominator").ShouldBe(1);
        after.GetProperty("value").GetDecimal().ShouldBe(1m);
        after.GetProperty("percent").GetDecimal().ShouldBe(100m);
        after.GetProperty("flags").Texts().ShouldBe(["smallNumbers", "hundredPercent"]);
        after.GetProperty("cohort").GetString().ShouldBe("acceptedAt");
        after.GetProperty("definitionVersion").GetInt32().ShouldBe(1);
        after.GetProperty("excluded").Long("linkedAsDuplicate").ShouldBe(0);
        (await reporting.GetAsync($"/api/v1/metrics/M01?area={Duanjiahe}&{March}")).GetProperty("value").GetDecimal().ShouldBe(1m);
        (await reporting.GetAsync($"/api/v1/metrics/M04?area={Duanjiahe}&{March}")).Long("numerator").ShouldBe(1);
        (await reporting.GetAsync($"/api/v1/metrics/M05?area={Duanjiahe}&{March}")).Long("numerator").ShouldBe(1);
    }

    [Fact]
    public async Task case_facts_alone_count_as_accepted()
    {
        const string area = "610981100";
        await reporting.PublishAsync(Open(NewId(), area: area));
        (await reporting.EventuallyAsync($"/api/v1/metrics/M01?area={area}&{March}", a => a.Long("numerator") == 1)).Long("numerator").ShouldBe(1);
    }

    [Fact]
    public async Task the_same_message_five_times_and_old_facts_after_new_ones_change_nothing()
    {
        const string area = "610981101";
        var (id, message) = (NewId(), NewId());
        for (var i = 0; i < 5; i++)
        {
            await reporting.PublishAsync(Closed(id, "A", area: area), message);
        }

        await reporting.PublishAsync(Open(id, area: area));
        await reporting.PublishAsync(Accepted(id, area: area) with { Revision = 2, DuplicateOf = NewId(), Status = "linked" });
        await reporting.PublishAsync(Accepted(id, area: area));
        await reporting.PublishAsync(Accepted(id, area: area) with { Revision = 1, Status = "registered", AcceptedAt = null });
        var answer = await reporting.EventuallyAsync(
            $"/api/v1/metrics/M03?area={area}&{March}&groupBy=source",
            a => a.Long("numerator") == 1 && a.GetProperty("excluded").Long("linkedAsDuplicate") == 0);
        answer.Long("denominator").ShouldBe(1);
    }

    [Fact]
    public void the_broker_hands_out_enough_messages_to_fill_a_group()
    {
        var probe = JsonSerializer.Serialize(reporting.Services.GetRequiredService<IBusControl>().GetProbeResult().Results);
        var prefetch = Regex.Matches(probe, "\"prefetchCount\":(\\d+)").Select(m => int.Parse(m.Groups[1].Value)).ToList();
        prefetch.Count(count => count >= 200).ShouldBe(10, probe);
    }

    [Fact]
    public async Task a_fact_that_cannot_be_counted_does_not_hold_up_the_others()
    {
        const string area = "610981102";
        await reporting.PublishAsync(Open(NewId(), area: "nowhere"));
        await reporting.PublishAsync(Open(NewId(), area: area) with { TypeCode = "09\u000001" });
        await reporting.PublishAsync(Open(NewId(), area: $"{area}000"));
        (await reporting.EventuallyAsync($"/api/v1/metrics/M01?area={area}&{March}", a => a.Long("numerator") == 1)).Long("numerator").ShouldBe(1);
    }
}
