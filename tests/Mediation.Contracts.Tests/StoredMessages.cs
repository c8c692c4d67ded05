using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.ServiceDefaults;
using Mediation.Testing;

namespace Mediation.Contracts.Tests;

/// <summary>Messages wait in queues across releases: what was written once must be read for ever. A sample is never edited; a new shape gets a new file.</summary>
public sealed class StoredMessages
{
    private static readonly string Folder = ReferenceData.Find("tests/Mediation.Contracts.Tests/Samples");

    public static TheoryData<string> Samples() => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void a_stored_message_is_read_and_written_again_the_same(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var message = JsonSerializer.Deserialize(text, TypeOf(file), MessageJson.Options);

        var again = JsonSerializer.SerializeToNode(message, TypeOf(file), MessageJson.Options);
        JsonNode.DeepEquals(again, JsonNode.Parse(text)).ShouldBeTrue($"{again}");
    }

    [Fact]
    public void every_message_has_a_sample()
    {
        var sampled = Directory.GetFiles(Folder, "*.json").Select(f => TypeOf(Path.GetFileName(f))).ToHashSet();
        sampled.ShouldBe(Messages(), ignoreOrder: true);
    }

    [Fact]
    public void a_member_that_a_later_release_added_is_passed_over()
    {
        const string Text = """{"caseId":"019c0000-0000-7000-8000-000000000001","attempt":2,"addedLater":{"x":1}}""";
        JsonSerializer.Deserialize<Roster.NoMediatorAvailable>(Text, MessageJson.Options)!.Attempt.ShouldBe(2);
    }

    [Fact]
    public void an_amount_goes_out_as_text_and_comes_in_as_text_or_number()
    {
        var sample = File.ReadAllText(Path.Combine(Folder, "DisputeAccepted.full.json"));
        var plain = sample.Replace("\"12000.5\"", "12000.5");
        plain.ShouldNotBe(sample);
        JsonSerializer.Deserialize<Intake.DisputeAccepted>(plain, MessageJson.Options)!.Amount.ShouldBe(12000.5m);
    }

    /// <summary>DisputeAccepted.full.json → Mediation.Contracts.Intake.DisputeAccepted.</summary>
    private static Type TypeOf(string file) => Messages().Single(t => t.Name == file[..file.IndexOf('.', StringComparison.Ordinal)]);

    private static IEnumerable<Type> Messages() => typeof(AreaCode).Assembly.GetExportedTypes()
        .Where(t => t.Namespace != typeof(AreaCode).Namespace && !PublicSurface.Parts.Contains(t));
}
