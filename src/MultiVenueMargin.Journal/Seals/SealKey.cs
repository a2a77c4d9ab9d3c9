using System.Security.Cryptography;

namespace MultiVenueMargin.Journal.Seals;

/// <summary>A P-256 key that seals are signed with (ES256), or only its public part, which is enough to check them.</summary>
public sealed class SealKey : IDisposable
{
    public const int SignatureLength = 64;

    private readonly ECDsa _key;

    private SealKey(ECDsa key, bool canSign)
    {
        _key = key;
        CanSign = canSign;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];
    }

    /// <summary>The first 16 bytes of the SHA-256 of the public part, in hex.</summary>
    public string Id { get; }

    public bool CanSign { get; }

    public static SealKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), canSign: true);

    /// <summary>Reads either part. Throws <see cref="CryptographicException"/> for anything else.</summary>
    public static SealKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256)
            {
                throw new CryptographicException($"A seal key has 256 bits, not {key.KeySize}.");
            }

            return new SealKey(key, pem.Contains("PRIVATE KEY", StringComparison.Ordinal));
        }
        catch (ArgumentException noKey)
        {
            key.Dispose();
            throw new CryptographicException("The text holds no key, or several.", noKey);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Both parts. Whoever has this text can seal: keep it where only the platform reads it.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The part for auditors.</summary>
    public string ToPublicPem() => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>Writes both parts to a new file that only its owner may read. Throws where there is one: a key is never replaced by accident.</summary>
    public void Save(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(ToPem());
    }

    public static SealKey Load(string path) => FromPem(File.ReadAllText(path));

    /// <summary>The seal with this key's id and signature.</summary>
    public Seal Sign(Seal seal)
    {
        var named = seal with { KeyId = Id };
        return named with { Signature = _key.SignData(named.SignedBytes(), HashAlgorithmName.SHA256) };
    }

    /// <summary>Whether a seal was signed with this key, and is as it was then.</summary>
    public bool Signed(Seal seal) =>
        seal.KeyId == Id && _key.VerifyData(seal.SignedBytes(), seal.Signature.Span, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();
}
