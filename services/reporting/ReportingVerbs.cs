using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Facts;
using Mediation.Reporting.History;
using Mediation.Reporting.Recomputation;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting;

/// <summary>What the process can be asked to do instead of serving, beside what every service can.</summary>
internal static class ReportingVerbs
{
    /// <summary>Runs the host, or one of the verbs and ends: <c>verify-reports</c>, <c>rebuild-reports</c>, or one of every service.</summary>
    internal static async Task RunReportingAsync(this WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["verify-reports"]:
                var (compared, different) = await app.Services.GetRequiredService<VerifyReports>().RunAsync(Console.Out);
                Console.WriteLine($"reports: {compared} sums compared, {different} different");
                var (kept, wrong) = await app.Services.GetRequiredService<VerifyHistory>().RunAsync(Console.Out);
                Console.WriteLine($"history: {kept} rows, cells and values compared, {wrong} different");
                Environment.ExitCode = different + wrong == 0 ? 0 : 1;
                break;
            case ["rebuild-reports"]:
                Console.WriteLine($"reports: {await app.Services.GetRequiredService<FactStore>().RebuildAsync()} subjects derived anew");
                break;
            case ["erase", var subject]:
                // The key first: from then on no fact brings a hash back.
                await app.RunServiceAsync(args);
                await app.Services.GetRequiredService<ForgetHashes>().RunAsync(Guid.Parse(subject));
                break;
            default:
                await app.RunServiceAsync(args);
                break;
        }
    }
}
