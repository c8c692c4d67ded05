using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mediation.Workflow.Tests.Evidence;

/// <summary>Photos, recordings and papers over HTTP: streamed in, sealed at rest, back byte for byte.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class FilingEvidence(WorkflowSuite suite)
{
    private const int Most = 20 * 1024 * 1024;

    [Fact]
    public async Task A_photo_is_in_with_its_hash_on_the_receipt_and_comes_back_byte_for_byte()
    {
        var file = await suite.OpenAsync();
        var photo = Samples.Photo(700_001);
        var receipt = (await SendAsync(file, Raw(photo, "image/jpeg", "张三家院墙.jpg"))).Expect(HttpStatusCode.Created);

        receipt.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(photo)));
        receipt.GetProperty("size").GetInt64().ShouldBe(photo.Length);
        receipt.GetProperty("type").GetString().ShouldBe("jpeg");
        receipt.ToString().ShouldNotContain("张三");
        using var back = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/evidence/{receipt.GetProperty("id").GetGuid()}");
        (await back.Content.ReadAsByteArrayAsync()).ShouldBe(photo);
        back.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        back.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        back.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("张三家院墙.jpg");
        back.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        back.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
    }

    [Fact]
    public async Task A_range_of_it_is_sent_across_chunks()
    {
        var file = await suite.OpenAsync();
        var photo = Samples.Photo(600_000);
        var id = (await SendAsync(file, Raw(photo, "image/jpeg"))).Expect(HttpStatusCode.Created).GetProperty("id").GetGuid();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/cases/{file.Id}/evidence/{id}") { Headers = { Range = new RangeHeaderValue(262_000, 530_000) } };
        using var part = await suite.Client.SendAsync(request);

        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(photo[262_000..530_001]);
    }

    [Fact]
    public async Task A_form_says_more_of_a_file_and_the_list_shows_it_to_those_who_work_on_the_case()
    {
        var file = await suite.OpenAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("identity"), "slot" }, { new StringContent($"{file.PartyA}"), "partyId" }, { new StringContent("身份证正反面"), "description" },
        };
        var part = new ByteArrayContent(Samples.Pdf);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(part, "file", "C:\\证件\\身份证.pdf");
        (await SendAsync(file, form)).Expect(HttpStatusCode.Created);

        var item = (await ListAsync(file)).EnumerateArray().Single();
        (item.GetProperty("slot").GetString(), item.GetProperty("fileName").GetString(), item.GetProperty("description").GetString())
            .ShouldBe(("identity", "身份证.pdf", "身份证正反面"));
        var officer = new Person(suite.Client, $"Bearer {Testing.TestIssuer.Token($"{Facts.Id(77)}", ["judicialOfficer"], [], ["610981"])}");
        var masked = (await officer.SeesAsync($"cases/{file.Id}/evidence")).GetProperty("items")[0];
        masked.TryGetProperty("fileName", out var name).ShouldBe(true);
        name.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_receipt_and_for_another_file_it_is_refused()
    {
        var file = await suite.OpenAsync();
        var key = Facts.Id(901);
        var first = (await SendAsync(file, Raw(Samples.Png, "image/png"), key)).Expect(HttpStatusCode.Created);
        var again = (await SendAsync(file, Raw(Samples.Png, "image/png"), key)).Expect(HttpStatusCode.Created);

        again.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        (await SendAsync(file, Raw(Samples.Pdf, "application/pdf"), key)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ListAsync(file)).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_megabytes_are_taken_and_a_byte_more_is_not()
    {
        var file = await suite.OpenAsync();
        (await SendAsync(file, Raw(Samples.Photo(Most), "image/jpeg"))).Expect(HttpStatusCode.Created);
        var more = await SendAsync(file, Raw(Samples.Photo(Most + 1), "image/jpeg"));

        more.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        more.Code.ShouldBe("body.tooLarge");
        (await ListAsync(file)).GetArrayLength().ShouldBe(1);
        (await ChunksAsync(file)).ShouldBe(80);
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing()
    {
        var file = await suite.OpenAsync();
        foreach (var (content, query, status, code) in ((HttpContent, string, int, string)[])
        [
            (Raw(Samples.Pdf, "image/jpeg"), "", 409, "evidence.contentNotItsType"),
            (Raw(Samples.Bomb(), "application/octet-stream", "a.docx"), "", 409, "evidence.zipBomb"),
            (Raw("<script>"u8.ToArray(), "text/html"), "", 415, "evidence.typeNotAccepted"),
            (Raw(Samples.Png, "image/png"), "?slot=back", 400, "body.invalid"),
            (Raw(Samples.Png, "image/png"), $"?partyId={Facts.Id(902)}", 400, "body.invalid"),
            (new StringContent("--x\r\nbroken", new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new NameValueHeaderValue("boundary", "x") } }), "", 400, "request.malformed"),
        ])
        {
            var answer = await SendAsync(file, content, query: query);
            ((int)answer.Status, answer.Code).ShouldBe((status, code));
        }

        (await ListAsync(file)).GetArrayLength().ShouldBe(0);
        (await ChunksAsync(file)).ShouldBe(0);
    }

    [Fact]
    public async Task A_photo_on_file_is_what_the_third_step_asks_for()
    {
        var file = await suite.OpenAsync();
        (await SendAsync(file, Raw(Samples.Png, "image/png"))).Expect(HttpStatusCode.Created);
        (await file.ReadAsync()).GetProperty("steps")[2].GetProperty("missing").ToString().ShouldNotContain("investigationOrEvidence");
    }

    internal static ByteArrayContent Raw(byte[] bytes, string media, string? name = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(media);
        if (name is not null)
        {
            content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        }

        return content;
    }

    private async Task<Answer> SendAsync(TestCase file, HttpContent content, Guid? key = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{file.Id}/evidence{query}") { Content = content };
        if (key is { } known)
        {
            request.Headers.Add("Idempotency-Key", known.ToString());
        }

        using var response = await suite.Client.SendAsync(request);
        return new Answer(response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()), null);
    }

    private async Task<JsonElement> ListAsync(TestCase file) =>
        JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases/{file.Id}/evidence")).GetProperty("items");

    private async Task<long> ChunksAsync(TestCase file)
    {
        await using var count = suite.Service.Store.Database.CreateCommand($"select count(*) from evidence_chunks where case_id = '{file.Id}'");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
