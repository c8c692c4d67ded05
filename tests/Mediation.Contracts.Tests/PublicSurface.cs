using System.Reflection;
using Mediation.Testing;

namespace Mediation.Contracts.Tests;

/// <summary>Other services are built against this: members are added, never changed or taken away.</summary>
public sealed class PublicSurface
{
    /// <summary>Types that are in messages and are none themselves.</summary>
    internal static readonly Type[] Parts =
    [
        typeof(Intake.PartyRef), typeof(Workflow.RoundFacts), typeof(Workflow.StepFacts), typeof(Workflow.SegmentFacts),
        typeof(Workflow.ObligationFacts), typeof(Workflow.InstalmentFacts), typeof(Workflow.VisitFacts), typeof(Roster.DutyFacts),
        typeof(Intake.PhoneFacts), typeof(Intake.DenialFacts), typeof(Workflow.SignatureFacts), typeof(Workflow.LinkFacts),
    ];

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string File = Path.Combine(ReferenceData.Find("tests/Mediation.Contracts.Tests"), "PublicSurface.txt");

    [Fact]
    public void is_as_recorded()
    {
        var (surface, recorded) = (Surface(), System.IO.File.ReadAllLines(File));
        System.IO.File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "PublicSurface.received.txt"), surface);
        recorded.Except(surface).ShouldBeEmpty("Someone may still use what is gone.");
        surface.Except(recorded).ShouldBeEmpty("New members belong into PublicSurface.txt; PublicSurface.received.txt beside the test has them.");
    }

    [Fact]
    public void messages_carry_plain_values_only()
    {
        Type[] plain =
        [
            typeof(Guid), typeof(Guid?), typeof(string), typeof(int), typeof(int?), typeof(long), typeof(decimal), typeof(decimal?), typeof(DateTimeOffset),
            typeof(DateTimeOffset?), typeof(DateOnly), typeof(DateOnly?), typeof(bool), typeof(bool?), typeof(IReadOnlyList<Guid>),
            typeof(IReadOnlyList<string>), .. Parts.Select(part => typeof(IReadOnlyList<>).MakeGenericType(part)),
        ];
        typeof(AreaCode).Assembly.GetExportedTypes().Where(t => t.Namespace != typeof(AreaCode).Namespace)
            .SelectMany(t => t.GetProperties()).ShouldAllBe(p => plain.Contains(p.PropertyType));
    }

    private static List<string> Surface() =>
    [
        .. typeof(AreaCode).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(type => MembersOf(type)
            .Select(member => $"{type.FullName}: {member}").Order(StringComparer.Ordinal)),
    ];

    // What every record has anyway would only be noise.
    private static IEnumerable<string> MembersOf(Type type) =>
    [
        .. type.GetConstructors().Where(c => c.GetParameters().Length > 1).Select(c => $"({string.Join(", ", c.GetParameters().Select(p => $"{p}"))})"),
        .. type.GetProperties(Declared).Select(p => $"{p}"),
        .. type.GetFields(Declared).Select(f => f.IsLiteral ? $"{f} = {f.GetRawConstantValue()}" : $"{f}"),
        .. type.GetMethods(Declared).Where(m => !m.IsSpecialName && m.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "<Clone>$"))
            .Select(m => $"{m}"),
    ];
}
