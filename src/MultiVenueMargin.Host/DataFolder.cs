using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Host;

/// <summary>
/// Where an embedded platform keeps everything: the journal in a folder of its own, and beside it the key that seals it, made at the first
/// start. The public part of the key is for auditors; whoever has the other can forge seals (docs/JOURNAL.md).
/// </summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    public string Path { get; }

    public string Journal => System.IO.Path.Combine(Path, "journal");

    public string SealKeyFile => System.IO.Path.Combine(Path, "seal-key.pem");

    public string PublicKeyFile => System.IO.Path.Combine(Path, "seal-key.public.pem");

    /// <summary>Whether a platform ever kept anything here.</summary>
    public bool HasJournal => Directory.Exists(Journal);

    /// <summary>
    /// Makes what is missing, but not the folder that this one is to lie in: a path with a slip in it would otherwise begin a second platform.
    /// Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    public void Prepare()
    {
        if (!Directory.Exists(Path))
        {
            var parent = System.IO.Path.GetDirectoryName(Path);
            if (parent is not null && !Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException($"{parent} does not exist, so {System.IO.Path.GetFileName(Path)} cannot be made in it.");
            }

            Directory.CreateDirectory(Path);
        }

        Directory.CreateDirectory(Journal);
    }

    /// <summary>The key that seals; made where there is neither part, refused where only the public one is left.</summary>
    public SealKey OpenSealKey()
    {
        if (!File.Exists(SealKeyFile))
        {
            if (File.Exists(PublicKeyFile))
            {
                throw new FileNotFoundException(
                    $"{SealKeyFile} is missing and {PublicKeyFile} is there: seals go on under the key they began with. Put it back.");
            }

            using var made = SealKey.Create();
            made.Save(SealKeyFile);
        }

        var key = SealKey.Load(SealKeyFile);
        if (!File.Exists(PublicKeyFile))
        {
            File.WriteAllText(PublicKeyFile, key.ToPublicPem());
        }

        return key;
    }
}
