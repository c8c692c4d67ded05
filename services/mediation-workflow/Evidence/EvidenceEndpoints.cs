using Microsoft.AspNetCore.Http.Metadata;

namespace Mediation.Workflow.Evidence;

internal static class EvidenceEndpoints
{
    // What a form adds around the file.
    private const long Around = 64 * 1024;

    internal static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/cases/{id}/evidence").WithTags("evidence");
        evidence.MapPost("", FileEvidence.PostAsync).WithName("FileEvidence").WithSummary("提交材料 / Put a file into the case")
            .WithDescription(
                "The file itself as the body (slot and partyId in the query, the name in Content-Disposition), or multipart/form-data with a file and "
                + "the fields slot, partyId, description. Up to 20 MB of JPEG, PNG, PDF, MP3, M4A, MP4, WAV, OGG or DOCX.")
            .Produces<Receipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict, "application/problem+json")
            .WithMetadata(new SizeLimit(Upload.MostBytes + Around));
        evidence.MapGet("", ListEvidence.GetAsync).WithName("ListEvidence").WithSummary("材料目录 / Files of a case").Produces<EvidencePage>();
        evidence.MapGet("{evidenceId}", DownloadEvidence.GetAsync).WithName("DownloadEvidence").WithSummary("下载材料 / A file's bytes")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    internal static void AddEvidence(this IServiceCollection services) => services.AddSingleton<IBlobs, PostgresBlobs>();

    // MVC's attribute of that name would load MVC for it.
    private sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
