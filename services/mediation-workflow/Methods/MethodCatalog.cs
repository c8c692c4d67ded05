using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>The methods that ship with the service, every version ever used.</summary>
internal static class MethodCatalog
{
    /// <summary>What an accepted dispute is worked through unless it is said otherwise.</summary>
    internal const string Standard = "six-step";

    private static readonly Dictionary<(string Code, int Version), Method> Methods = Load();

    /// <summary>The current version of each method, the standard one first.</summary>
    internal static IReadOnlyList<Method> Current { get; } =
    [
        .. Methods.Values.GroupBy(m => m.Code).Select(versions => versions.MaxBy(m => m.Version)!)
            .OrderBy(m => m.Code != Standard).ThenBy(m => m.Code, StringComparer.Ordinal),
    ];

    /// <summary>The current version of a method; null when there is no such method.</summary>
    internal static Method? Find(string code) => Current.FirstOrDefault(m => m.Code == code);

    /// <summary>A given version; null when there is none.</summary>
    internal static Method? Find(string code, int version) => Methods.GetValueOrDefault((code, version));

    internal static IReadOnlyList<int> VersionsOf(string code) => [.. Methods.Values.Where(m => m.Code == code).Select(m => m.Version).Order()];

    private static Dictionary<(string, int), Method> Load()
    {
        var assembly = typeof(MethodCatalog).Assembly;
        var methods = new Dictionary<(string, int), Method>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("methods/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var method = JsonSerializer.Deserialize<Method>(stream, ServiceJson.Options)!;
            Check(resource, method);
            methods.Add((method.Code, method.Version), method);
        }

        return methods;
    }

    // A wrong file must stop the start, not the case that meets it.
    private static void Check(string resource, Method method)
    {
        for (var i = 0; i < method.Steps.Count; i++)
        {
            var step = method.Steps[i];
            if (step.Number != i + 1 || step.Requires.FirstOrDefault(code => !Requirements.Known(code)) is not null)
            {
                throw new InvalidDataException($"{resource}: step {step.Number} is out of order or requires what nobody knows.");
            }
        }
    }
}
