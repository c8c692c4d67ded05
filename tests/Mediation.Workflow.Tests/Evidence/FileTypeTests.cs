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

    [Fact]
    public async Task A_picture_of_more_points_than_a_browser_can_hold_is_refused_by_its_header()
    {
        (await CodeAsync(Samples.JpegOf(10_000, 10_000), null, "院墙.jpg")).ShouldBeNull();
        (await CodeAsync(Samples.JpegOf(10_001, 10_000), null, "院墙.jpg")).ShouldBe("evidence.tooManyPixels");
        (await CodeAsync(Samples.PngOf(10_000, 10_000), null, "院墙.png")).ShouldBeNull();
        (await CodeAsync(Samples.PngOf(uint.MaxValue, uint.MaxValue), null, "院墙.png")).ShouldBe("evidence.tooManyPixels");
        // Behind a thumbnail of its own, fill bytes and a restart mark.
        byte[] before = [0xFF, 0xE1, 0, 13, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0xFF, 0xFF, 0xFF, 0xD0];
        (await CodeAsync(Samples.JpegOf(65_535, 65_535, before), null, "院墙.jpg")).ShouldBe("evidence.tooManyPixels");
        (await CodeAsync(Samples.JpegOf(640, 480, before), null, "院墙.jpg")).ShouldBeNull();
    }

    [Fact]
    public async Task A_picture_that_does_not_say_how_large_it_is_is_none()
    {
        byte[] hidden = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. new byte[200], 0xFF, 0xD9];
        (await CodeAsync(hidden, "image/jpeg", null)).ShouldBe("evidence.contentNotItsType");
        (await CodeAsync(Samples.JpegOf(0, 480), "image/jpeg", null)).ShouldBe("evidence.contentNotItsType");
        (await CodeAsync(Samples.JpegOf(640, 480, new byte[10_000]), "image/jpeg", null)).ShouldBe("evidence.contentNotItsType");
    }

    private static async Task<string?> CodeAsync(byte[] bytes, string? media, string? name)
    {
        using var file = new MemoryStream(bytes);
        var (type, refusal) = await FileInspection.InspectAsync(file, new UploadFields(null, null, name, null, media), default);
        (type is null).ShouldBe(refusal is not null);
        return refusal?.Code;
    }
}
