using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;

namespace Mediation.ServiceDefaults;

/// <summary>
/// A headless Chromium and the talk with it (Chrome DevTools Protocol) over two pipes: no port that others on this machine could use, no
/// driver in between. When this process dies, the pipes close and the browser ends. Thread-safe.
/// </summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _listeners = new();
    private readonly Task _reading;
    private int _last;

    private DevTools(Process process, DirectoryInfo profile)
    {
        (_process, _profile) = (process, profile);
        _reading = Task.Run(ReadAsync);
    }

    internal bool IsAlive => !_reading.IsCompleted;

    /// <exception cref="System.ComponentModel.Win32Exception">There is no shell.</exception>
    internal static DevTools Start(string chromium)
    {
        var profile = Directory.CreateTempSubdirectory("print-");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // Chromium reads the protocol from descriptor 3 and writes it to 4.
        foreach (var argument in (string[])["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh", chromium, .. ChromiumFlags.Of(profile.FullName)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = profile.FullName;
        foreach (var name in (string[])["DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"])
        {
            start.Environment.Remove(name);
        }

        return new DevTools(Process.Start(start)!, profile);
    }

    /// <summary>Events of a session go to the listener, on the reading thread.</summary>
    internal void Listen(string session, Action<string, JsonElement> listener) => _listeners[session] = listener;

    internal void Forget(string session) => _listeners.TryRemove(session, out _);

    /// <exception cref="DevToolsException">Chromium said no, or is gone.</exception>
    internal async Task<JsonElement> SendAsync(string method, object? parameters, string? session, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        if (_reading.IsCompleted)
        {
            answer.TrySetException(new DevToolsException("Chromium has ended."));
        }

        try
        {
            var message = JsonSerializer.SerializeToUtf8Bytes(session is null
                ? new { id, method, @params = parameters ?? new { } }
                : (object)new { id, method, @params = parameters ?? new { }, sessionId = session });
            await _writing.WaitAsync(cancellation);
            try
            {
                var pipe = _process.StandardInput.BaseStream;
                await pipe.WriteAsync(message, CancellationToken.None);
                pipe.WriteByte(0);
                await pipe.FlushAsync(CancellationToken.None);
            }
            catch (IOException e)
            {
                throw new DevToolsException("Chromium has ended.", e);
            }
            finally
            {
                _writing.Release();
            }

            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _writing.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper that was still writing: the folder of temporary files is cleared by the system.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var pipe = PipeReader.Create(_process.StandardOutput.BaseStream, new StreamPipeReaderOptions(bufferSize: 256 * 1024));
            while (true)
            {
                var read = await pipe.ReadAsync();
                var rest = read.Buffer;
                while (rest.PositionOf((byte)0) is { } end)
                {
                    Take(rest.Slice(0, end));
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                pipe.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException)
        {
            // As if it had ended: whoever waits is told below.
        }

        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(new DevToolsException("Chromium has ended."));
        }
    }

    private void Take(ReadOnlySequence<byte> message)
    {
        using var parsed = JsonDocument.Parse(message);
        var root = parsed.RootElement;
        if (root.TryGetProperty("id", out var id))
        {
            if (_waiting.TryGetValue(id.GetInt32(), out var waiting))
            {
                _ = root.TryGetProperty("result", out var result)
                    ? waiting.TrySetResult(result.Clone())
                    : waiting.TrySetException(new DevToolsException(root.GetProperty("error").GetProperty("message").GetString() ?? ""));
            }
        }
        else if (root.TryGetProperty("sessionId", out var session) && _listeners.TryGetValue(session.GetString()!, out var listener))
        {
            listener(root.GetProperty("method").GetString()!, root.GetProperty("params").Clone());
        }
    }
}

internal sealed class DevToolsException(string message, Exception? inner = null) : Exception(message, inner);
