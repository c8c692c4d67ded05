using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Tests.Evidence;

/// <summary>What a file is, is told by its bytes alone; what it is called must agree.</summary>
public sealed class FileTypeTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["image/jpeg"] = Samples.Jpeg, ["image/png"] = Samples.Png, ["application/pdf"] = Samples.Pdf, ["audio/mpeg"] = Samples.Mp3,
        ["audio/mp4"] = Samples.M4a, ["audio/wav"] = Samples.Wav, ["audio/ogg"] = Samples.Ogg,
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = Samples.Docx(),
    };

    [Fact]
    public async Task Each_type_is_taken_under_its_own_name_or_none_and_refused_under_any_other()
    {
        foreach (var (media, bytes) in Files)
        {
            foreach (var said in Files.Keys.Append("application/octet-stream"))
            {
                var code = await CodeAsync(bytes, said, null);
                code.ShouldBe(said == media || said == "application/octet-stream" ? null : "evidence.contentNotItsType", $"{media} called {said}");
            }

            (await CodeAsync(bytes, null, null)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("院墙.png", null)]
    [InlineData("院墙.PNG", null)]
    [InlineData("没有后缀", null)]
    [InlineData("院墙.jpg", "evidence.contentNotItsType")]
    [InlineData("院墙.png.exe", "evidence.contentNotItsType")]
    [InlineData("院墙.html", "evidence.contentNotItsType")]
    public async Task An_ending_must_agree_too(string name, string? code) => (await CodeAsync(Samples.Png, null, name)).ShouldBe(code);

    [Fact]
    public async Task What_only_begins_like_a_type_or_is_cut_off_is_not_of_it()
    {
        foreach (var bytes in (byte[][])
            [Samples.Jpeg[..^2], Samples.Png[..20], Samples.Pdf[..20], Samples.M4a[..20], "RIFF"u8.ToArray(), [0xFF], "PK\x03\x04"u8.ToArray(), Samples.Docx()[..60]])
        {
            (await CodeAsync(bytes, "image/jpeg", null)).ShouldBe("evidence.contentNotItsType");
        }
    }

    [Fact]
    public async Task Pages_scripts_and_programs_are_not_taken_at_all()
    {
        foreach (var bytes in (byte[][])["<html><script>alert(1)</script>"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), [0x7F, 0x45, 0x4C, 0x46, 2, 1], "GIF89a"u8.ToArray()])
        {
            (await CodeAsync(bytes, "text/html", "a.html")).ShouldBe("evidence.typeNotAccepted");
        }

        (await CodeAsync([], null, null)).ShouldBe("evidence.empty");
    }

    [Fact]
    public async Task A_document_that_swells_or_has_macros_is_refused()
    {
        (await CodeAsync(Samples.Bomb(), null, "情况说明.docx")).ShouldBe("evidence.zipBomb");
        var many = Enumerable.Range(0, 3000).Select(i => ($"word/{i}", Array.Empty<byte>()));
        (await CodeAsync(Samples.Zip([.. many]), null, "a.docx")).ShouldBe("evidence.zipBomb");
        var macros = Samples.Zip(("[Content_Types].xml", [1]), ("word/document.xml", [1]), ("word/vbaProject.bin", [1]));
        (await CodeAsync(macros, null, "a.docx")).ShouldBe("evidence.contentNotItsType");
        (await CodeAsync(Samples.Zip(("a.txt", [1])), "application/zip", "a.zip")).ShouldBe("evidence.typeNotAccepted");
    }

    private static async Task<string?> CodeAsync(byte[] bytes, string? media, string? name)
    {
        using var file = new MemoryStream(bytes);
        var (type, refusal) = await FileInspection.InspectAsync(file, new UploadFields(null, null, name, null, media), default);
        (type is null).ShouldBe(refusal is not null);
        return refusal?.Code;
    }
}
