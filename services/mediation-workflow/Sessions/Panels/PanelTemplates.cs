using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Which roles a panel (联调组) wants: data that ships with the service.</summary>
/// <param name="Required">Without these no session is called.</param>
/// <param name="Optional">May come as well.</param>
internal sealed record PanelTemplate(Panel Panel, string NameZh, string NameEn, IReadOnlyList<Role> Required, IReadOnlyList<Role> Optional);

internal static class PanelTemplates
{
    private static readonly IReadOnlyList<PanelTemplate> All = Load();

    internal static IEnumerable<Role> Missing(Panel panel, IEnumerable<Role> roles) => Of(panel).Required.Except(roles);

    /// <summary>Whether a role is required when the call does not say; of a panel of one's own everybody is.</summary>
    internal static bool Requires(Panel panel, Role role) => panel == Panel.Custom || Of(panel).Required.Contains(role);

    internal static IResult Get() => Results.Ok(new { items = All });

    private static PanelTemplate Of(Panel panel) => All.First(template => template.Panel == panel);

    private static IReadOnlyList<PanelTemplate> Load()
    {
        using var stream = typeof(PanelTemplates).Assembly.GetManifestResourceStream("panels/panels.json")!;
        var templates = JsonSerializer.Deserialize<IReadOnlyList<PanelTemplate>>(stream, ServiceJson.Options)!;
        // A wrong file must stop the start, not the session that meets it.
        return Enum.GetValues<Panel>().All(panel => templates.Count(t => t.Panel == panel) == 1)
            ? templates
            : throw new InvalidDataException("panels.json: each panel once.");
    }
}
