using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.EventStore;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>A stream is begun without a look before it; what the look would have found is found all the same.</summary>
public sealed class NewStreams(NotebookFixture fixture) : IClassFixture<NotebookFixture>
{
    private readonly Vault _vault = fixture.Service.App.Services.GetRequiredService<Vault>();

    [Fact]
    public async Task the_first_text_is_sealed_under_a_key_that_comes_with_it()
    {
        var id = NewId();
        (await BeginAsync(id, "甲")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await TextAsync(id)).ShouldBe("甲");
        (await _vault.SealAsync(id, [new VaultText(id, "more", "乙")])).ShouldNotBeNull();
        (await _vault.RewrapAsync()).ShouldBe(0);
        (await TextAsync(id)).ShouldBe("甲");
    }

    [Fact]
    public async Task a_stream_that_exists_is_refused_and_stays_as_it_is()
    {
        var id = NewId();
        await BeginAsync(id, "甲");
        (await CodeAsync(await BeginAsync(id, "乙"), HttpStatusCode.Conflict)).ShouldBe("resource.exists");
        (await TextAsync(id)).ShouldBe("甲");
        (await fixture.Service.Store.FetchStreamAsync(id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task the_same_key_for_many_new_ids_begins_one_stream_and_gives_one_answer()
    {
        var (key, ids) = (NewId(), Enumerable.Range(0, 8).Select(_ => NewId()).ToArray());
        var answers = await Task.WhenAll(ids.Select(_ => fixture.Service.Client.SendAsync(Keyed("/notebooks", key, "{}"))));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        var begun = (await Task.WhenAll(answers.Select(a => a.Content.ReadFromJsonAsync<JsonElement>()))).Select(a => a.GetProperty("id").GetGuid()).Distinct().ToList();
        (await fixture.Service.Store.FetchStreamAsync(begun.ShouldHaveSingleItem())).Count.ShouldBe(1);
        (await CodeAsync(await fixture.Service.Client.SendAsync(Keyed("/notebooks", key, """{"other":1}""")), HttpStatusCode.UnprocessableEntity))
            .ShouldBe("idempotencyKey.reused");
    }

    [Fact]
    public async Task a_repeat_that_would_be_refused_by_now_gets_its_first_answer()
    {
        var (id, key, body) = (NewId(), NewId(), """{"text":"曾可"}""");
        var first = await fixture.Service.Client.SendAsync(Keyed($"/notebooks/{id}", key, body));
        WriteLine.Unwanted["曾可"] = true;
        var again = await fixture.Service.Client.SendAsync(Keyed($"/notebooks/{id}", key, body));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await CodeAsync(await BeginAsync(NewId(), "曾可"), HttpStatusCode.Conflict)).ShouldBe("notebook.unwanted");
    }

    [Fact]
    public async Task a_key_that_the_subject_has_already_is_used()
    {
        var id = NewId();
        (await _vault.KeyForSealingAsync(id)).ShouldNotBeNull();
        (await BeginAsync(id, "甲")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await TextAsync(id)).ShouldBe("甲");
    }

    [Fact]
    public async Task nothing_is_begun_for_an_erased_subject()
    {
        var id = NewId();
        await _vault.EraseAsync(id);
        (await CodeAsync(await BeginAsync(id, "甲"), HttpStatusCode.Conflict)).ShouldBe("vault.erased");
        (await fixture.Service.Store.FetchStreamAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_if_match_is_honoured()
    {
        var request = Keyed($"/notebooks/{NewId()}", NewId(), """{"text":"甲"}""");
        request.Headers.TryAddWithoutValidation("If-Match", "\"3\"");
        (await CodeAsync(await fixture.Service.Client.SendAsync(request), HttpStatusCode.PreconditionFailed)).ShouldBe("version.stale");
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static HttpRequestMessage Keyed(string path, Guid key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key.ToString());
        return request;
    }

    private Task<HttpResponseMessage> BeginAsync(Guid id, string text) => fixture.Service.Client.PostAsJsonAsync($"/notebooks/{id}", new { text });

    private async Task<string?> TextAsync(Guid id) => (await _vault.OpenAsync(fixture.Service.Store.ReadAs(RowScope.Everything), id))[id, "text"];

    private static async Task<string?> CodeAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }
}
