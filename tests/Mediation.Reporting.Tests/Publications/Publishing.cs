using System.Net;
using System.Text;
using System.Text.Json;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Publications;

/// <summary>Over HTTP. Each test publishes for an area of its own.</summary>
public sealed class Publishing(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string March = "\"from\": \"2026-03-01\", \"to\": \"2026-03-31\"";

    [Fact]
    public async Task what_was_published_stays_while_facts_change_and_a_revision_tells_what_is_different()
    {
        const string area = "610981104";
        var id = NewId();
        await reporting.RecordAsync(Closed(id, "A", area: area), Closed(NewId(), "U", area: area));
        var published = await PostAsync("/publications", Body(area, $$"""{ "metric": "M04", {{March}}, "groupBy": "outcome" }""", """{ "metric": "M01" }"""));
        published.Must(HttpStatusCode.Created);
        published["number"].ShouldBe($"{Today.Year}-0001");
        var first = await BytesAsync($"/publications/{published.Id}");
        var answers = Answers(first);
        JsonDocument.Parse(answers).RootElement[0].Long("numerator").ShouldBe(1);
        answers[1..^1].ShouldStartWith("{\"metric\":\"M04\",\"definitionVersion\":1,\"name\":{\"zh\":\"调解成功率（结案口径）\"");

        await reporting.RecordAsync(Closed(id, "R", area: area) with { Revision = 20 });
        (await BytesAsync($"/publications/{published.Id}")).ShouldBe(first);
        var revised = await PostAsync($"/publications/{published.Id}/revisions", new { reason = "补录移送结果" });
        revised.Must(HttpStatusCode.Created)["revision"].ShouldBe("2");
        revised.Location.ShouldBe($"/api/v1/publications/{published.Id}/revisions/2");

        var second = await reporting.GetAsync($"/api/v1/publications/{published.Id}");
        second.Long("revision").ShouldBe(2);
        second.GetProperty("title").GetString().ShouldBe("三月通报");
        second.GetProperty("revisions").EnumerateArray().Select(r => r.GetProperty("reason").GetString()).ShouldBe([null, "补录移送结果"]);
        var changes = second.GetProperty("changes").EnumerateArray()
            .ToDictionary(c => c.GetProperty("figure").GetString()!, c => (c.GetProperty("before").ToString(), c.GetProperty("after").ToString()));
        changes["numerator"].ShouldBe(("1", "0"));
        changes["percent"].ShouldBe(("50", "0"));
        changes["groups[A].denominator"].ShouldBe(("1", ""));
        changes["groups[R].denominator"].ShouldBe(("", "1"));
        changes.ShouldNotContainKey("denominator");
        Answers(await BytesAsync($"/publications/{published.Id}/revisions/1")).ShouldBe(answers);
        (await reporting.Client.ReadAsync($"/publications/{published.Id}/revisions/3")).Code.ShouldBe("publication.unknown");
    }

    [Fact]
    public async Task an_answer_is_kept_as_the_metrics_own_route_gives_it()
    {
        const string area = "610981105";
        await reporting.RecordAsync(Closed(NewId(), "A", area: area) with { Amount = 12.5m });
        var instant = "2026-11-01T00:00:00Z";
        var question = $$"""{ "metric": "M19", "area": "{{area}}", {{March}} }""";
        var published = await PostAsync("/publications", $$"""{ "title": "x", "area": "{{area}}", "asOf": "{{instant}}", "questions": [{{question}}] }""");
        var live = await reporting.Client.GetStringAsync($"/api/v1/metrics/M19?area={area}&from=2026-03-01&to=2026-03-31&asOf={instant}");
        Answers(await BytesAsync($"/publications/{published.Must(HttpStatusCode.Created).Id}")).ShouldBe($"[{live}]");
    }

    [Fact]
    public async Task numbers_have_no_gap_however_many_publish_at_once_and_refused_ones_take_none()
    {
        const string area = "330211100";
        var posts = Enumerable.Range(0, 12).Select(i => PostAsync("/publications", Body(area, i % 4 == 3 ? """{ "metric": "M99" }""" : """{ "metric": "M01" }""")));
        var answers = await Task.WhenAll(posts);
        answers.Count(a => a.Status == HttpStatusCode.BadRequest).ShouldBe(3);
        answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a["number"]).Order()
            .ShouldBe(Enumerable.Range(1, 9).Select(n => $"{Today.Year}-{n:0000}"));
        (await PostAsync("/publications", Body("330211101", """{ "metric": "M01" }""")))["number"].ShouldBe($"{Today.Year}-0001");

        var page = await reporting.GetAsync($"/api/v1/publications?area={area}&limit=5");
        page.GetProperty("items").GetArrayLength().ShouldBe(5);
        page.GetProperty("items")[0].GetProperty("title").GetString().ShouldBe("三月通报");
        var rest = await reporting.GetAsync($"/api/v1/publications?area={area}&limit=5&after={page.GetProperty("next").GetString()}");
        rest.GetProperty("items").GetArrayLength().ShouldBe(4);
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task the_same_key_publishes_once()
    {
        var (key, body) = (NewId(), Body("330211002", """{ "metric": "M01" }"""));
        var first = await reporting.Client.PostAsync("/publications", body, key: key);
        var again = await reporting.Client.PostAsync("/publications", body, key: key);
        (again.Id, again["number"]).ShouldBe((first.Must(HttpStatusCode.Created).Id, first["number"]));
        (await reporting.GetAsync("/api/v1/publications?area=330211002")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "title": " ", "area": "610981", "questions": [{ "metric": "M01" }] }""", "title:required")]
    [InlineData("""{ "title": "x", "area": "990000", "questions": [{ "metric": "M01" }] }""", "area:unknown")]
    [InlineData("""{ "title": "x", "area": "610981" }""", "questions:outOfRange")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [null] }""", "questions:required")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01" }, { "metric": "M77" }] }""", "questions[1].metric:unknown")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01", "area": "6109" }] }""", "questions[0].area:outsideArea")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01", "area": "all" }] }""", "questions[0].area:outsideArea")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01", "from": "2026-02-30" }] }""", "questions[0].from:malformed")]
    [InlineData("""{ "title": "x", "area": "610981", "asOf": "2999-01-01T00:00:00Z", "questions": [{ "metric": "M01" }] }""", "asOf:inFuture")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01", "asOf": "2026-01-01T00:00:00Z" }] }""", "questions[0].asOf:notHere")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M01", "asOutsider": "true" }] }""", "questions[0].asOutsider:notHere")]
    [InlineData("""{ "title": "x", "area": "610981", "questions": [{ "metric": "M21" }] }""", "questions[0].metric:unknown")]
    public async Task a_question_without_an_answer_refuses_the_publication(string body, string field)
    {
        var refused = await PostAsync("/publications", body);
        refused.Must(HttpStatusCode.BadRequest).Fields.ShouldContain(field, refused.Body?.ToJsonString());
    }

    [Theory]
    [InlineData("update frozen set content = ''")]
    [InlineData("delete from frozen")]
    [InlineData("truncate frozen")]
    public async Task nobody_who_writes_as_the_service_can_change_what_is_frozen(string sql)
    {
        (await PostAsync("/publications", Body("610981", """{ "metric": "M01" }"""))).Must(HttpStatusCode.Created);
        await using var command = reporting.Store.Database.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task what_is_frozen_is_shown_by_area_even_to_a_query_that_forgets_to_ask()
    {
        var published = (await PostAsync("/publications", Body("610981106", """{ "metric": "M01" }"""))).Must(HttpStatusCode.Created);
        async Task<byte[]?> ReadAsync(string area) => await Frozen.ReadAsync(reporting.Store.ReadAs(new RowScope([], [area], [])), published.Id, 1, default);
        (await ReadAsync("6109")).ShouldNotBeNull();
        (await ReadAsync("330211")).ShouldBeNull();
        (await ReadAsync("610981107")).ShouldBeNull();
    }

    [Fact]
    public async Task titles_and_reasons_lie_in_the_vault_alone()
    {
        var published = await PostAsync("/publications", Body("610981", """{ "metric": "M01" }""").Replace("三月通报", "薛守义一案通报", StringComparison.Ordinal));
        (await PostAsync($"/publications/{published.Id}/revisions", new { reason = "薛守义要求" })).Must(HttpStatusCode.Created);
        await using var command = reporting.Store.Database.CreateCommand(
            "select count(*) from (select data::text from mt_events union all select data::text from mt_doc_publication union all select convert_from(answer, 'UTF8') from mt_commands where answer is not null) t(text) where text like '%薛守义%'");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private static DateOnly Today => Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow());

    private Task<ApiAnswer> PostAsync(string path, object body) => reporting.Client.PostAsync(path, body);

    private static string Body(string area, params string[] questions) =>
        $$"""{ "title": "三月通报", "area": "{{area}}", "questions": [{{string.Join(", ", questions)}}] }""";

    private async Task<string> BytesAsync(string path) =>
        Encoding.UTF8.GetString(await reporting.Client.GetByteArrayAsync(new Uri($"/api/v1{path}", UriKind.Relative)));

    // As they stand in the answer, not as a reader of JSON would write them again.
    private static string Answers(string publication)
    {
        var start = publication.IndexOf("\"answers\":", StringComparison.Ordinal) + "\"answers\":".Length;
        var end = publication.LastIndexOf("}]", StringComparison.Ordinal);
        return publication.Contains("\"changes\":", StringComparison.Ordinal)
            ? publication[start..publication.IndexOf(",\"changes\":", StringComparison.Ordinal)] : publication[start..(end + 2)];
    }
}
