namespace Mediation.Workflow.Methods;

/// <summary>A method as lists show it.</summary>
/// <param name="CommitteeId">Whose it is; null when it ships.</param>
/// <param name="Versions">All that there are; cases may run on any.</param>
internal sealed record MethodView(
    string Code, int Version, string NameZh, string NameEn, IReadOnlyList<Step> Steps, Guid? CommitteeId, IReadOnlyList<int> Versions,
    DateTimeOffset? RetiredAt)
{
    internal static MethodView Of(OwnMethod own) => Of(own.Current!, own);

    internal static MethodView Of(Method method, OwnMethod? own) => new(
        method.Code, method.Version, method.NameZh, method.NameEn, method.Steps, own?.CommitteeId,
        own is null ? MethodCatalog.VersionsOf(method.Code) : [.. own.Versions.Select(v => v.Version)], own?.RetiredAt);
}

/// <param name="Gates">What steps may require.</param>
internal sealed record MethodList(IReadOnlyList<MethodView> Items, IReadOnlyList<Gate> Gates);

internal sealed record Gate(string Code, string NameZh, string NameEn);
