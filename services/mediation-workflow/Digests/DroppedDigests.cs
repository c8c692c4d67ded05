namespace Mediation.Workflow.Digests;

/// <summary>Puts each digest as a text file into a folder; a file that is there is whole.</summary>
internal sealed class DroppedDigests(string folder) : IDigestSender
{
    public async Task SendAsync(Digest digest, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{digest.Day:yyyy-MM-dd}-{digest.MediatorId}.txt");
        await File.WriteAllTextAsync($"{path}.part", digest.Text(), cancellation);
        File.Move($"{path}.part", path, overwrite: true);
    }
}
