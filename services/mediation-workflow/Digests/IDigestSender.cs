namespace Mediation.Workflow.Digests;

/// <summary>Brings a digest to its mediator. The same digest may come twice, after a crash: the name of what is sent is the same then.</summary>
internal interface IDigestSender
{
    Task SendAsync(Digest digest, CancellationToken cancellation);
}
