using System.Diagnostics;
using OpenTelemetry;

namespace Mediation.ServiceDefaults;

/// <summary>Takes addresses out of spans before they leave: a path may hold a code that opens something. <c>http.route</c> stays.</summary>
internal sealed class WithoutAddresses : BaseProcessor<Activity>
{
    private static readonly string[] Tags = ["url.full", "url.path", "url.query"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Tags)
        {
            data.SetTag(tag, null);
        }
    }
}
