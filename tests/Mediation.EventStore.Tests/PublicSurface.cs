using System.Reflection;

namespace Mediation.EventStore.Tests;

/// <summary>Services are written against this: a change of the public surface is made on purpose, in the approved file too.</summary>
public sealed class PublicSurface
{
    [Fact]
    public async Task It_is_what_was_approved()
    {
        var approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicSurface.approved.txt"));
        var received = Describe(typeof(EventStore).Assembly);
        if (received != approved)
        {
            await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicSurface.received.txt"), received);
        }

        received.Split('\n').Except(approved.Split('\n')).ShouldBeEmpty("new; PublicSurface.received.txt lies beside the test's assembly");
        approved.Split('\n').Except(received.Split('\n')).ShouldBeEmpty("gone");
        received.ShouldBe(approved);
    }

    private static string Describe(Assembly assembly) => string.Concat(
        assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).Select(type =>
            $"{type}\n{string.Concat(Members(type).Order(StringComparer.Ordinal).Select(m => $"    {m}\n"))}"));

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => m is not MethodInfo { IsSpecialName: true } && m is not MethodBase { DeclaringType.IsEnum: true })
        .Where(m => !m.Name.StartsWith('<'))
        .Select(m => m is MethodInfo or ConstructorInfo ? m.ToString()! : $"{m.MemberType} {m}");
}
