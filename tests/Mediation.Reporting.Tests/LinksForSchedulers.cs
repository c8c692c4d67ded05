using System.Net;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Signed links: what they show, to whom, and how they end.</summary>
public sealed class LinksForSchedulers(LinkFixture fixture) : IClassFixture<LinkFixture>
{
    private const string Question = "/api/v1/metrics/M03?area=610981&from=2026-03-01&to=2026-03-31&groupBy=area&format=csv";

    private static string Someone() => $"program-{NewId():N}";

    [Fact]
    public async Task a_link_gives_what_its_maker_would_be_given_as_figures_change_and_on_every_instance()
    {
        var who = Someone();
        var made = (await fixture.MakeAsync(who, Question)).Must(HttpStatusCode.Created);
        var before = await fixture.PullAsync(made["url"]!);
        before.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        before.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("M03_610981_20260301-20260331.csv");
        await RecordAsync(Closed(NewId(), "A", area: "610981113"));
        var after = await fixture.PullAsync(made["url"]!);
        WithoutInstant(after.Text).ShouldNotBe(WithoutInstant(before.Text));
        (await fixture.PullAsync(made["url"]!, fixture.SecondAddress)).Status.ShouldBe(200);
        using var maker = fixture.As(who);
        WithoutInstant(after.Text).ShouldBe(WithoutInstant(await maker.GetStringAsync(new Uri(Question, UriKind.Relative))));
        using var again = new HttpRequestMessage(HttpMethod.Get, made["url"]!);
        again.Headers.IfNoneMatch.Add(after.Answer.Headers.ETag!);
        (await fixture.Anyone.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("&area=61")]
    [InlineData("&from=2020-01-01")]
    [InlineData("x")]
    public async Task an_address_with_anything_changed_is_unknown(string more)
    {
        var url = (await fixture.MakeAsync(Someone(), Question)).Must(HttpStatusCode.Created)["url"]!;
        (await fixture.PullAsync(url + more)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task so_is_another_link_s_signature_and_a_row_changed_in_the_database()
    {
        var (one, other) = ((await fixture.MakeAsync(Someone(), Question))["url"]!, (await fixture.MakeAsync(Someone(), Question))["url"]!);
        (await fixture.PullAsync(one[..one.IndexOf('?', StringComparison.Ordinal)] + other[other.IndexOf('?', StringComparison.Ordinal)..])).Status.ShouldBe(404);
        (await fixture.PullAsync($"/api/v1/exports/pulls/{NewId()}?signature=x")).Status.ShouldBe(404);
        var id = Guid.Parse(one[22..58]);
        await using var owner = NpgsqlDataSource.Create(fixture.Reporting.Database.OwnerConnectionString);
        await using var widen = owner.CreateCommand("update mt_doc_export_link set data = jsonb_set(data, '{question}', to_jsonb('/api/v1/metrics/M01?area=6109'::text)) where id = $1");
        widen.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        (await widen.ExecuteNonQueryAsync()).ShouldBe(1);
        (await fixture.PullAsync(one)).Status.ShouldBe(404);
        await using var back = owner.CreateCommand("update mt_doc_export_link set data = jsonb_set(data, '{question}', to_jsonb($2)) where id = $1");
        back.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = id }, new() { Value = Question } });
        await back.ExecuteNonQueryAsync();
        (await fixture.PullAsync(one)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/api/v1/metrics/M03?area=33&format=csv", HttpStatusCode.NotFound, "area.unknown")]
    [InlineData("/api/v1/metrics/M99", HttpStatusCode.NotFound, "metric.unknown")]
    [InlineData("/api/v1/metrics/M03?from=x", HttpStatusCode.BadRequest, "query.invalid")]
    [InlineData("/api/v1/metrics/M03/cases?area=6109", HttpStatusCode.Forbidden, "access.role")]
    [InlineData("/api/v1/exports/links", HttpStatusCode.BadRequest, "body.invalid")]
    [InlineData("/api/v1/metrics/../exports/links", HttpStatusCode.BadRequest, "body.invalid")]
    [InlineData("//elsewhere/api/v1/metrics/M03", HttpStatusCode.BadRequest, "body.invalid")]
    [InlineData("https://elsewhere/api/v1/metrics/M03", HttpStatusCode.BadRequest, "body.invalid")]
    [InlineData("", HttpStatusCode.BadRequest, "body.invalid")]
    public async Task what_the_maker_may_not_ask_is_no_link(string question, HttpStatusCode status, string code)
    {
        var refused = await fixture.MakeAsync(Someone(), question);
        (refused.Status, refused.Code).ShouldBe((status, code), refused.Body?.ToJsonString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(91)]
    public async Task a_link_ends_within_ninety_days(int days)
    {
        var refused = await fixture.MakeAsync(Someone(), Question, TimeProvider.System.GetUtcNow().AddDays(days));
        refused.Fields.ShouldBe(["expires:outOfRange"]);
    }

    [Fact]
    public async Task small_cells_stay_hidden_from_an_outsider()
    {
        await RecordAsync(Closed(NewId(), "A", area: "610902"));
        var made = await fixture.MakeAsync(Someone(), "/api/v1/metrics/M01?area=610902&from=2026-03-01&to=2026-03-31&format=csv", area: "610902001");
        made.Status.ShouldBe(HttpStatusCode.NotFound, "it is not the maker's");
        var url = (await fixture.MakeAsync(
            Someone(), "/api/v1/metrics/M01?area=610902&from=2026-03-01&to=2026-03-31&format=csv&asOutsider=true", area: "610902001")).Must(HttpStatusCode.Created)["url"]!;
        (await fixture.PullAsync(url)).Text.ShouldContain(",suppressed,");
    }

    [Fact]
    public async Task a_revoked_link_is_over_and_only_its_maker_revokes_it()
    {
        var who = Someone();
        var made = (await fixture.MakeAsync(who, Question)).Must(HttpStatusCode.Created);
        using (var other = fixture.As(Someone()))
        {
            (await other.DeleteAsync(new Uri($"/api/v1/exports/links/{made.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var maker = fixture.As(who);
        for (var i = 0; i < 2; i++)
        {
            (await maker.DeleteAsync(new Uri($"/api/v1/exports/links/{made.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await IsOverAsync(made["url"]!, "link.revoked");
        (await maker.ReadAsync("/exports/links")).Body!["items"]!.AsArray().ShouldHaveSingleItem()!["revokedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task a_link_dies_at_once_with_its_maker_s_account_or_rights_and_waits_while_nobody_can_say()
    {
        var who = Someone();
        var url = (await fixture.MakeAsync(who, Question)).Must(HttpStatusCode.Created)["url"]!;
        fixture.Changes[who] = TimeProvider.System.GetUtcNow().AddDays(-1);
        (await fixture.PullAsync(url)).Status.ShouldBe(200, "what changed before it was made does not count");
        fixture.IsAway = true;
        var away = await fixture.PullAsync(url);
        fixture.IsAway = false;
        (away.Status, away.Text.Contains("identity.unavailable", StringComparison.Ordinal)).ShouldBe((503, true));
        fixture.Changes[who] = TimeProvider.System.GetUtcNow();
        await IsOverAsync(url, "link.makerChanged");
    }

    [Fact]
    public async Task every_use_is_on_record()
    {
        var who = Someone();
        var made = (await fixture.MakeAsync(who, Question)).Must(HttpStatusCode.Created);
        await fixture.PullAsync(made["url"]!);
        await fixture.PullAsync(made["url"]!);
        using (var maker = fixture.As(who))
        {
            await maker.DeleteAsync(new Uri($"/api/v1/exports/links/{made.Id}", UriKind.Relative));
        }

        await fixture.PullAsync(made["url"]!);
        var trail = await fixture.Reporting.Client.ReadAsync($"/audit/reporting?subject={made.Id}");
        var entries = trail.Body!["items"]!.AsArray();
        entries.Select(e => e!["action"]!.ToString()).ShouldBe(["link.made", "link.used", "link.used", "link.refused"]);
        entries.ShouldAllBe(e => e!["actor"]!.ToString() == who);
    }

    [Fact]
    public async Task the_same_key_makes_one_link_and_its_address_is_in_the_list()
    {
        var (who, key) = (Someone(), NewId());
        var made = (await fixture.MakeAsync(who, Question, TimeProvider.System.GetUtcNow().Date.AddDays(20), key: key)).Must(HttpStatusCode.Created);
        var again = await fixture.MakeAsync(who, Question, TimeProvider.System.GetUtcNow().Date.AddDays(20), key: key);
        (again.Status, again.Id, again["url"]).ShouldBe((HttpStatusCode.Created, made.Id, null));
        using var maker = fixture.As(who);
        (await maker.ReadAsync("/exports/links?limit=1")).Body!["items"]!.AsArray().ShouldHaveSingleItem()!["url"]!.ToString().ShouldBe(made["url"]);
        await using var stored = fixture.Reporting.Store.Database.CreateCommand("select count(*) from mt_commands where encode(answer, 'escape') like '%signature%'");
        (await stored.ExecuteScalarAsync()).ShouldBe(0L, "what is kept has no signature");
    }

    private async Task IsOverAsync(string url, string code)
    {
        var (status, text, _) = await fixture.PullAsync(url);
        (status, text.Contains(code, StringComparison.Ordinal)).ShouldBe((403, true), text);
    }

    private Task RecordAsync(params IReadOnlyList<CaseFactsChanged> facts) =>
        fixture.Reporting.App.Services.GetRequiredService<FactStore>().RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);

    // The instant of the answer is the one thing that differs.
    private static string WithoutInstant(string csv) => System.Text.RegularExpressions.Regex.Replace(csv, @"\d{4}-\d{2}-\d{2}T[\d:.]+Z", "");
}
