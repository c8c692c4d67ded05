using System.Net;
using System.Text.Json;
using Mediation.Testing;
using Mediation.Workflow.Tests.Evidence;

namespace Mediation.Workflow.Tests.Dossiers;

/// <summary>The dossier over HTTP: what it lacks, its filing, the page to print and the PDF that the browser makes of it.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class PrintingDossier(WorkflowSuite suite)
{
    private const string Script = "<script>document.title='x'</script><img src=https://evil.invalid/x onerror=alert(1)>\"';</style>";

    [Fact]
    public async Task What_is_missing_is_told_and_it_is_filed_only_with_a_note_about_it()
    {
        var file = await suite.OpenAsync();
        await file.ChangeAsync("termination", new { reason = "U" });
        var dossier = await ReadAsync(file);
        dossier.GetProperty("complete").GetBoolean().ShouldBeFalse();
        dossier.GetProperty("slots").EnumerateArray().Where(s => s.GetProperty("state").GetString() == "missing").Select(s => s.GetProperty("slot").GetString())
            .ShouldBe(["notice", "identity", "mediationRecord"]);

        var body = new { retention = "short", filedBy = "王书记", title = "张三与李四地界纠纷" };
        (await file.TryChangeAsync("dossier/filing", body)).Code.ShouldBe("dossier.incomplete");
        await file.AddAsync("dossier/notes", new { explains = new[] { "notice", "identity", "mediationRecord" }, text = "当事人拒绝到场" });
        await file.ChangeAsync("dossier/filing", body);

        (await ReadAsync(file)).GetProperty("filedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await FileAsync(file, Samples.Png)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_page_to_print_is_escaped_and_may_load_nothing()
    {
        var file = await HostileAsync();
        using var answer = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/dossier.html");
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img src=https");
        html.ShouldContain("&lt;script&gt;");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldNotContain("unsafe");
        html.ShouldContain("data:image/png;base64,");
    }

    [Fact]
    public async Task The_PDF_has_its_pages_in_the_catalogue_the_pictures_and_no_reach_to_the_network()
    {
        var file = await HostileAsync();
        using var answer = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/dossier.pdf");
        var pdf = await answer.Content.ReadAsByteArrayAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(pdf.AsSpan(0, Math.Min(300, pdf.Length))));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");

        var text = await PdfText.OfAsync(pdf);
        var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < pages.Length; i++)
        {
            Squeezed(pages[i]).ShouldContain($"第{i + 1}页共{pages.Length}页");
        }

        var catalogue = Squeezed(pages[1]);
        catalogue.ShouldContain("卷内目录");
        var notice = Array.FindIndex(pages, p => p.Contains("人民调解的性质和效力", StringComparison.Ordinal)) + 1;
        catalogue.ShouldContain($"当事人权利义务告知书{Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow()):yyyy年M月d日}{notice}");
        Squeezed(pages[^1]).ShouldContain($"共{pages.Length}页");
        text.ShouldContain("document.title");
    }

    [Fact]
    public async Task A_PDF_file_is_bound_page_by_page_and_one_that_is_none_as_a_slip()
    {
        var file = await suite.OpenAsync();
        var before = (await PagesAsync(file)).Length;
        (await FileAsync(file, Samples.Pdf, "application/pdf")).ShouldBe(HttpStatusCode.Created);
        (await PagesAsync(file)).Length.ShouldBe(before + 1);
        (await FileAsync(file, Samples.TwoPages, "application/pdf")).ShouldBe(HttpStatusCode.Created);
        var pages = await PagesAsync(file);
        pages.Length.ShouldBe(before + 4);
        Squeezed(string.Concat(pages)).ShouldContain("（第2页，共2页）");
        var html = await suite.Client.GetStringAsync($"/api/v1/cases/{file.Id}/dossier.html");
        html.Split("data:image/jpeg;base64,").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Of_ten_at_once_each_is_printed_or_told_to_come_again()
    {
        var file = await suite.OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var answer = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/dossier.pdf");
            var body = await answer.Content.ReadAsByteArrayAsync();
            return answer.StatusCode == HttpStatusCode.OK ? System.Text.Encoding.ASCII.GetString(body, 0, 5)
                : JsonElement.Parse(body).GetProperty("code").GetString()!;
        }));
        // How many there is time for depends on the machine.
        answers.Distinct().Except(["%PDF-", "pdf.busy"]).ShouldBeEmpty();
        answers.ShouldContain("%PDF-");
    }

    [Fact]
    public async Task A_form_is_printed_with_full_data_for_those_who_work_on_it_and_the_look_is_on_record()
    {
        var file = await suite.OpenAsync();
        suite.Intake.Knows(file.Id, new { place = "村头", parties = new[] { new { partyId = file.PartyA, name = "张三丰", phone = "138****5678" } } });
        using var answer = await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/forms/acceptance.docx");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var zip = new System.IO.Compression.ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var body = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        (await body.ReadToEndAsync()).ShouldContain("张三丰");

        await using var look = suite.Service.Store.Database.CreateCommand(
            $"select count(*) from audit_entries where subject = '{file.Id}' and action = 'personalData.unmasked' and reason = 'print'");
        ((long)(await look.ExecuteScalarAsync())!).ShouldBe(1);
        (await suite.Client.GetAsync($"/api/v1/cases/{file.Id}/forms/nothing.docx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<TestCase> HostileAsync()
    {
        var file = await suite.OpenAsync();
        await file.RecordAsync(2, new { kind = "rightsNotice", partyId = file.PartyA });
        await file.RecordAsync(3, new { kind = "investigation", text = Script });
        suite.Intake.Knows(file.Id, new { place = Script, summary = Script, parties = new[] { new { partyId = file.PartyA, name = Script } } });
        (await FileAsync(file, Samples.Png)).ShouldBe(HttpStatusCode.Created);
        return file;
    }

    private async Task<string[]> PagesAsync(TestCase file) =>
        (await PdfText.OfAsync(await suite.Client.GetByteArrayAsync($"/api/v1/cases/{file.Id}/dossier.pdf"))).Split('\f', StringSplitOptions.RemoveEmptyEntries);

    private async Task<HttpStatusCode> FileAsync(TestCase file, byte[] bytes, string media = "image/png")
    {
        using var content = FilingEvidence.Raw(bytes, media);
        using var answer = await suite.Client.PostAsync($"/api/v1/cases/{file.Id}/evidence", content);
        return answer.StatusCode;
    }

    private async Task<JsonElement> ReadAsync(TestCase file) => JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases/{file.Id}/dossier"));

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
