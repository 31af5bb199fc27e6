using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Livecaller.Server.Tests.Support;

/// <summary>A device with one passkey, and the browser in front of it, as far as the server sees them: https://www.w3.org/TR/webauthn-3/.</summary>
public sealed class SoftwarePasskey : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte HasCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private uint _counter;

    /// <summary>The page that uses the passkey.</summary>
    public string Origin { get; set; } = "https://shop.example";

    /// <summary>The domain that the device signs for.</summary>
    public string Domain { get; set; } = "shop.example";

    /// <summary>The account that the passkey was made for.</summary>
    public string UserHandle { get; set; } = "";

    public bool IsUserVerified { get; set; } = true;

    /// <summary>Whether the page is in a frame of another site.</summary>
    public bool IsCrossOrigin { get; set; }

    /// <summary>Makes the counter stand still, as that of a copied device does.</summary>
    public bool IsCopied { get; set; }

    public string Create(string options)
    {
        using var json = JsonDocument.Parse(options);
        UserHandle = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(json.RootElement.GetProperty("user").GetProperty("id").GetString()!));
        byte[] credential = [.. new byte[16], 0, (byte)_id.Length, .. _id, .. PublicKey()];
        byte[] data = [.. Data(HasCredential), .. credential];
        // {"fmt": "none", "attStmt": {}, "authData": data}
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(_id),
            type = "public-key",
            clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(ClientData("webauthn.create", json)),
                attestationObject = Base64Url.EncodeToString(attestation),
                transports = new[] { "internal" },
            },
        });
    }

    public string Sign(string options)
    {
        using var json = JsonDocument.Parse(options);
        if (!IsCopied) _counter++;
        var (data, client) = (Data(0), ClientData("webauthn.get", json));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(_id),
            type = "public-key",
            clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(signature),
                userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(UserHandle)),
            },
        });
    }

    public void Dispose() => _key.Dispose();

    private byte[] ClientData(string type, JsonDocument options) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = options.RootElement.GetProperty("challenge").GetString(),
        origin = Origin,
        crossOrigin = IsCrossOrigin,
    });

    private byte[] Data(byte flags)
    {
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, _counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), (byte)(flags | UserPresent | (IsUserVerified ? UserVerified : 0)), .. counter];
    }

    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.UTF8.GetBytes(text)];
}
