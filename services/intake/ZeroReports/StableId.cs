using System.Security.Cryptography;
using System.Text;

namespace Mediation.Intake.ZeroReports;

/// <summary>Ids that the thing itself decides, so that it is not there twice.</summary>
internal static class StableId
{
    internal static Guid Of(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
