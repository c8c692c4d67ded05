using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Mediation.Identity.Keys;

/// <summary>Keys of cookies and forms rest sealed in the database.</summary>
internal sealed class SealedXmlEncryptor(Sealer sealer) : IXmlEncryptor
{
    internal const string Binding = "data-protection-key";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(sealer.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting), Binding))),
        typeof(SealedXmlDecryptor));
}

/// <summary>Made by name, as each stored key says, with the host's services.</summary>
internal sealed class SealedXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        services.GetRequiredService<Sealer>().OpenText(Convert.FromBase64String(encryptedElement.Value), SealedXmlEncryptor.Binding));
}
