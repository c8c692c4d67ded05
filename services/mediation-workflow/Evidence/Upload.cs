using System.Buffers;
using System.Security.Cryptography;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Evidence;

/// <summary>A file on its way in, on disk without a name: whatever happens to the request or the process, nothing of it stays.</summary>
internal sealed class Upload : IAsyncDisposable
{
    internal const long MostBytes = 20 * 1024 * 1024;
    private const int Portion = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private Upload(FileStream content) => Content = content;

    internal static Refusal TooLarge { get; } =
        new("body.tooLarge", "文件不得超过20MB", "A file has at most 20 MB") { Status = StatusCodes.Status413PayloadTooLarge };

    internal FileStream Content { get; }

    /// <summary>Of the content, lower hexadecimal; known once all is here.</summary>
    internal string Sha256 { get; private set; } = "";

    internal static Upload Begin()
    {
        // Readable for nobody else, in the moment that it has a name.
        var path = Path.GetTempFileName();
        var content = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 4096, useAsync: true);
        File.Delete(path);
        return new Upload(content);
    }

    /// <returns>False when there is more than a file may have; the rest is not read.</returns>
    internal async Task<bool> TakeAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Portion);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (Content.Length + read > MostBytes)
                {
                    return false;
                }

                _hash.AppendData(buffer, 0, read);
                await Content.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return Content.DisposeAsync();
    }
}
