using System.Security.Cryptography;

namespace Mediation.Testing;

/// <summary>The project's own sample lists.</summary>
public static class ReferenceData
{
    /// <summary>deploy/data of the checkout the tests were built from.</summary>
    public static string Folder { get; } = Find("deploy/data");

    /// <summary>A folder of the checkout, found upwards from the test binaries.</summary>
    public static string Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, relative)))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new DirectoryNotFoundException(relative);
    }
}

/// <summary>A vault key made for this test run.</summary>
public static class VaultKey
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var file = Path.GetTempFileName();
        System.IO.File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return file;
    });

    /// <summary>Path of the key file.</summary>
    public static string File => Made.Value;
}
