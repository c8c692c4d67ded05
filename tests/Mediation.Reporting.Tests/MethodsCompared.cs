using System.Text.Json;
using Mediation.Contracts;
using Mediation.Reporting.Effectiveness;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Tests.Anomalies;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Methods beside the cases that they had. Each test has an area of its own.</summary>
public sealed class MethodsCompared(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [Fact]
    public async Task the_method_with_the_lower_rate_is_the_better_one_on_like_cases()
    {
        // Simpson's paradox by hand. Six-step: 9 of 10 green, 16 of 40 red: 25 of 50. Three-step: 32 of 40 green, 3 of 10 red: 35 of 50.
        // Half of all cases are green: six-step 0.5 × 0.9 + 0.5 × 0.4 = 0.65, three-step 0.5 × 0.8 + 0.5 × 0.3 = 0.55.
        const string area = "610921";
        await RecordAsync(area, "six-step", "green", 9, 1);
        await RecordAsync(area, "six-step", "red", 16, 24);
        await RecordAsync(area, "three-step", "green", 32, 8);
        await RecordAsync(area, "three-step", "red", 3, 7);
        var answer = await reporting.GetAsync($"/api/v1/effectiveness?area={area}&{March}");

        var (six, three) = (MethodOf(answer, "six-step"), MethodOf(answer, "three-step"));
        (Number(six, "cases"), Number(six, "agreed"), Number(six, "rate"), Adjusted(six)).ShouldBe((50, 25, 0.5m, 0.65m));
        (Number(three, "cases"), Number(three, "agreed"), Number(three, "rate"), Adjusted(three)).ShouldBe((50, 35, 0.7m, 0.55m));
        six.GetProperty("adjusted").GetProperty("flags").GetArrayLength().ShouldBe(0);
        Number(six.GetProperty("adjusted"), "covered").ShouldBe(1);
        Share(six, "colour", "red").ShouldBe(0.8m);
        Share(three, "colour", "red").ShouldBe(0.2m);
        var red = answer.GetProperty("strata").EnumerateArray().Single(s => s.Text("colour") == "red");
        (red.Text("type"), Number(red, "cases"), Number(red, "share")).ShouldBe(("09", 50, 0.5m));
        Number(red.GetProperty("methods")[0], "rate").ShouldBe(0.4m);
        answer.GetProperty("caution").Text("en")!.ShouldContain("nothing about any person");
    }

    [Fact]
    public async Task figures_are_those_of_the_metrics_by_method_and_type()
    {
        const string area = "610922";
        await RecordAsync(area, "six-step", "green", 3, 2, "0201");
        await RecordAsync(area, "six-step", "red", 1, 1);
        await RecordAsync(area, "five-word", "green", 2, 0);
        var answer = await reporting.GetAsync($"/api/v1/effectiveness?area={area}&{March}&groupBy=method,type");
        foreach (var (metric, of) in new (string, Func<JsonElement, JsonElement>)[]
        {
            ("M04", m => m.GetProperty("rate")), ("M12", m => m.GetProperty("rebound").GetProperty("value")), ("M18", m => m.GetProperty("medianDays")),
        })
        {
            var groups = (await reporting.GetAsync($"/api/v1/metrics/{metric}?area={area}&{March}&groupBy=method,type")).GetProperty("groups").EnumerateArray();
            answer.GetProperty("methods").EnumerateArray().Select(m => $"{m.Text("method")} {m.Text("type")} {of(m)}").ShouldBe(
                groups.Select(g => $"{g.Text("key")} {g.Text("key2")} {(metric == "M18" ? g.GetProperty("measures").GetProperty("median") : g.GetProperty("value"))}"), metric);
        }

        answer.GetProperty("metrics").EnumerateArray().Select(m => m.Text("metric")).ShouldBe(["M04", "M18", "M12"]);
        // Type by type, there is nothing to compare six-step's neighbour quarrels with.
        answer.GetProperty("methods").EnumerateArray().Single(m => m.Text("type") == "0201").GetProperty("adjusted").GetProperty("flags").Texts()
            .ShouldBe(["notComparable"]);
    }

    [Fact]
    public void a_method_without_a_case_in_some_stratum_or_with_few_says_so()
    {
        List<Stratum> strata =
        [
            Stratum("six-step", "green", 40, 20), Stratum("six-step", "red", 10, 1), Stratum("three-step", "green", 4, 4), Stratum("five-word", "yellow", 6, 3),
        ];
        var three = Standardisation.Of([strata[2]], strata);
        (three.Value, three.Covered).ShouldBe((1m, 0.7333m));
        three.Flags.ShouldBe(["smallNumbers", "partlyCovered"]);
        Standardisation.Of([strata[3]], strata).Flags.ShouldBe(["partlyCovered", "notComparable"]);
        Standardisation.Of([], strata).Value.ShouldBeNull();
    }

    [Fact]
    public async Task persons_are_refused_and_other_groupings_too()
    {
        foreach (var person in (string[])["person", "mediator", "method,person", "mediatorId"])
        {
            var (status, problem) = await reporting.ProblemAsync($"/api/v1/effectiveness?groupBy={person}");
            (status, problem.Text("code")).ShouldBe((400, "effectiveness.noPersons"));
        }

        foreach (var query in (string[])["groupBy=type", "groupBy=method,source", "groupBy=type,method", "asOf=2026-03-01T00:00:00Z", "compare=year", "from=2026-02-01&to=2026-01-01"])
        {
            (await reporting.ProblemAsync($"/api/v1/effectiveness?{query}")).Status.ShouldBe(400, query);
        }
    }

    [Fact]
    public async Task outsiders_are_shown_no_small_groups_and_no_mix_of_a_method()
    {
        const string area = "330203";
        await RecordAsync(area, "six-step", "green", 20, 10);
        await RecordAsync(area, "three-step", "red", 2, 1);
        await RecordAsync(area, "five-word", "green", 6, 6);
        using var outsider = reporting.As(Roles.BureauAnalyst, "330203001");
        (await outsider.GetAsync(new Uri($"/api/v1/effectiveness?area={area}&{March}", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var answer = JsonDocument.Parse(await outsider.GetStringAsync(new Uri($"/api/v1/effectiveness?area={area}&{March}&asOutsider=true", UriKind.Relative))).RootElement;
        answer.GetProperty("methods").EnumerateArray().Where(m => m.GetProperty("cases").ValueKind == JsonValueKind.Null).Select(m => m.Text("method"))
            .ShouldBe(["five-word", "three-step"]);
        answer.GetProperty("methods").EnumerateArray().ShouldAllBe(m => m.GetProperty("mix").ValueKind == JsonValueKind.Null);
        answer.TryGetProperty("strata", out _).ShouldBeFalse();
        answer.GetProperty("mix").GetProperty("colour").EnumerateArray().ShouldAllBe(c => c.GetProperty("cases").ValueKind == JsonValueKind.Null);
    }

    private static Stratum Stratum(string method, string colour, int cases, int agreed) =>
        new(method, "0901", colour, false, "none", "none", cases, agreed);

    private static JsonElement MethodOf(JsonElement answer, string method) => answer.GetProperty("methods").EnumerateArray().Single(m => m.Text("method") == method);

    private static decimal Number(JsonElement json, string name) => json.GetProperty(name).GetDecimal();

    private static decimal Adjusted(JsonElement method) => Number(method.GetProperty("adjusted"), "value");

    private static decimal Share(JsonElement method, string by, string key) =>
        Number(method.GetProperty("mix").GetProperty(by).EnumerateArray().Single(s => s.Text("key") == key), "share");

    private Task RecordAsync(string area, string method, string colour, int agreed, int failed, string type = "0901") => reporting.Facts.RecordAsync(
    [
        .. Enumerable.Range(0, agreed + failed).Select(n => FactRow.From(NewId(), Closed(NewId(), n < agreed ? "A" : "G", $"2026-03-{(n % 20) + 8:00}T15:00:00", area: area) with
        {
            Method = method, Colour = colour, TypeCode = type,
        })!),
    ]);
}
