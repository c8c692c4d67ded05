using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.ServiceDefaults.Tests;

public sealed class NotebookFixture : IAsyncLifetime
{
    public TestService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await TestService.StartAsync(NotebookService.Build, await TestBroker.LeaseAsync());

    public async Task DisposeAsync() => await Service.DisposeAsync();
}

public sealed class CommandsOverHttp(NotebookFixture fixture) : IClassFixture<NotebookFixture>
{
    private readonly HttpClient _client = fixture.Service.Client;

    private async Task<Guid> OpenAsync()
    {
        var answer = await _client.PostAsync("/notebooks", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        // A large body waits for the answer: otherwise the connection may be closed while it is still being sent.
        request.Headers.ExpectContinue = body.Length > 100_000;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _client.SendAsync(request);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        text.ShouldNotContain("   at ");
        return JsonDocument.Parse(text).RootElement;
    }

    [Fact]
    public async Task a_created_resource_answers_with_location_and_etag()
    {
        var answer = await _client.PostAsync("/notebooks", null);
        answer.Headers.Location!.ToString().ShouldStartWith("/notebooks/");
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task the_same_key_twice_has_one_effect_and_one_answer()
    {
        var id = await OpenAsync();
        var key = ("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", key)));
        var later = await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", key);
        var bodies = await Task.WhenAll(answers.Append(later).Select(a => a.Content.ReadAsStringAsync()));
        bodies.Distinct().ShouldHaveSingleItem();
        answers.Append(later).ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK && a.Headers.ETag!.Tag == "\"2\"");
        (await fixture.Service.Store.FetchStreamAsync(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_key_used_for_another_body_is_refused()
    {
        var id = await OpenAsync();
        var key = ("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", key);
        var problem = await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", """{"text":"b"}""", key), HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("code").GetString().ShouldBe("idempotencyKey.reused");
    }

    [Fact]
    public async Task of_two_changes_at_one_version_one_wins_and_the_other_gets_412_with_the_current_etag()
    {
        var id = await OpenAsync();
        await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PostAsync($"/notebooks/{id}/closing", "{}", ("If-Match", "\"2\""))));
        var lost = answers.Single(a => a.StatusCode != HttpStatusCode.OK);
        (await ProblemAsync(lost, HttpStatusCode.PreconditionFailed)).GetProperty("code").GetString().ShouldBe("version.stale");
        lost.Headers.ETag!.Tag.ShouldBe("\"3\"");
    }

    [Fact]
    public async Task a_change_without_if_match_is_428()
    {
        var id = await OpenAsync();
        await ProblemAsync(await PostAsync($"/notebooks/{id}/closing", "{}"), HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task many_append_only_entries_at_once_all_get_in()
    {
        var id = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => PostAsync($"/notebooks/{id}/lines", $$"""{"text":"{{n}}"}""")));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await fixture.Service.Store.FetchForWritingAsync<Notebook>(id)).State.Lines.ShouldBe(40);
    }

    [Fact]
    public async Task a_refusal_is_409_in_the_callers_language()
    {
        var id = await OpenAsync();
        await PostAsync($"/notebooks/{id}/closing", "{}", ("If-Match", "\"1\""));
        var zh = await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}"""), HttpStatusCode.Conflict);
        var en = await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", ("Accept-Language", "en-GB,zh;q=0.5")), HttpStatusCode.Conflict);
        (zh.GetProperty("title").GetString(), en.GetProperty("title").GetString()).ShouldBe(("已合上", "It is closed"));
        zh.GetProperty("code").GetString().ShouldBe("notebook.closed");
    }

    public static TheoryData<string, string?> Malformed => new()
    {
        { "", null },
        { "[]", null },
        { "{", null },
        { """{"text":"a","unknown":1}""", "unknown" },
        { """{"text":"a","text":"b"}""", "text" },
        { """{"text":"a\u0000b"}""", "text" },
        { """{"text":"\ud800"}""", "text" },
        { """{"text":5}""", "text" },
        { """{"text":null}""", "text" },
        { "{}", null },
        { """{"text":"a","page":"1"}""", "page" },
        { """{"text":"a","page":1e400}""", "page" },
        { """{"text":"a","page":0}""", "page" },
        { """{"text":" "}""", "text" },
        { """{"text":"123456789012345678901"}""", "text" },
        { """{"text":"a","by":"nobody"}""", "by" },
        { "{\"text\":" + new string('[', 100) + new string(']', 100) + "}", null },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task malformed_input_is_400_with_the_field_and_writes_nothing(string body, string? field)
    {
        var id = await OpenAsync();
        var problem = await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", body), HttpStatusCode.BadRequest);
        if (field is not null)
        {
            problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
        }

        (await fixture.Service.Store.FetchStreamAsync(id)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Idempotency-Key", "abc")]
    [InlineData("If-Match", "abc")]
    public async Task a_malformed_header_is_400(string name, string value)
    {
        var id = await OpenAsync();
        await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", (name, value)), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task unknown_routes_resources_methods_and_media_types_are_problems()
    {
        await ProblemAsync(await _client.GetAsync("/nowhere"), HttpStatusCode.NotFound);
        await ProblemAsync(await _client.DeleteAsync("/notebooks"), HttpStatusCode.MethodNotAllowed);
        await ProblemAsync(await PostAsync($"/notebooks/{Guid.Empty}/lines", """{"text":"a"}"""), HttpStatusCode.NotFound);
        var id = await OpenAsync();
        await ProblemAsync(await _client.PostAsync($"/notebooks/{id}/lines", new StringContent("text=a")), HttpStatusCode.UnsupportedMediaType);
        var large = $$"""{"text":"{{new string('a', 2_000_000)}}"}""";
        await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", large), HttpStatusCode.RequestEntityTooLarge);
        await ProblemAsync(await PostAsync($"/notebooks/{id}/lines", large, ("Idempotency-Key", id.ToString())), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task return_minimal_has_no_body()
    {
        var id = await OpenAsync();
        var answer = await PostAsync($"/notebooks/{id}/lines", """{"text":"a"}""", ("Prefer", "return=minimal"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task the_text_is_in_the_vault_and_nowhere_else()
    {
        var id = await OpenAsync();
        var answer = await PostAsync($"/notebooks/{id}/lines", """{"text":"张三的电话"}""");
        var line = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("line").GetGuid();
        var vault = fixture.Service.App.Services.GetRequiredService<Vault>();
        (await vault.OpenAsync(fixture.Service.Store.ReadAs(EventStore.RowScope.Everything), id))[line, "text"].ShouldBe("张三的电话");
        await using var search = fixture.Service.Store.Database.CreateCommand(
            "select count(*) from mt_events e, mt_doc_notebook d where e.data::text like '%张三%' or d.data::text like '%张三%'");
        (await search.ExecuteScalarAsync()).ShouldBe(0L);
    }
}
