namespace MultiVenueMargin.Simulation;

/// <summary>Everything that happened in a run, in order: as a hash always, as lines when somebody wants to read them.</summary>
internal sealed class Trace(bool isKept)
{
    private readonly List<string> _lines = [];

    /// <summary>The same run gives the same hash (FNV-1a over all lines).</summary>
    public ulong Hash { get; private set; } = 14_695_981_039_346_656_037;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line)
    {
        unchecked
        {
            foreach (var letter in line)
            {
                Hash = (Hash ^ letter) * 1_099_511_628_211;
            }

            Hash = (Hash ^ '\n') * 1_099_511_628_211;
        }

        if (isKept)
        {
            _lines.Add(line);
        }
    }
}
