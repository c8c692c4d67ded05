using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Mediation.Workflow.Digests;

/// <summary>Sends each digest by SMTP.</summary>
internal sealed class MailedDigests(SmtpSettings settings) : IDigestSender
{
    // Well below the time after which the database ends an idle transaction.
    private const int TimeoutMilliseconds = 10_000;
    private const int TlsFromTheStart = 465;

    private SecureSocketOptions Security => !settings.Tls ? SecureSocketOptions.None
        : settings.Port == TlsFromTheStart ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    public async Task SendAsync(Digest digest, CancellationToken cancellation)
    {
        using var message = new MimeMessage
        {
            // The same for the same digest: a mail server tells a repeat by it.
            MessageId = $"{digest.MediatorId:N}.{digest.Day:yyyyMMdd}@digests.mediation",
            Subject = digest.Subject,
            Body = new TextPart("plain") { Text = digest.Text() },
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(settings.AddressOf(digest.MediatorId)));
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(settings.Host, settings.Port, Security, cancellation);
        if (settings.User is { } user)
        {
            await client.AuthenticateAsync(user, settings.Password ?? "", cancellation);
        }

        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }
}
