namespace MultiVenueMargin.Files;

/// <summary>
/// The problems of one file, in the order of the file. The first few are kept and the rest counted: a file with a thousand
/// slips of one kind is mended with its first ones in view.
/// </summary>
internal sealed class ProblemList
{
    public const int MostKept = 20;

    private readonly List<FileProblem> _kept = [];

    public IReadOnlyList<FileProblem> Kept => _kept;

    /// <summary>How many there were, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether another problem would be kept: beyond that, words are not worth finding.</summary>
    public bool KeepsMore => _kept.Count < MostKept;

    public void Add(string path, string found, string fix)
    {
        Count++;
        if (KeepsMore)
        {
            _kept.Add(new FileProblem(path, found, fix));
        }
    }
}
