using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>Price and greeks of options through the kernel alone, a block at a time, with each block filled beforehand.</summary>
internal sealed class GreeksPass
{
    private readonly (GreeksKernel Kernel, int Options)[] _blocks;

    public GreeksPass(IReadOnlyList<BookedOption> options) => _blocks = [.. options.Chunk(GreeksKernel.Block).Select(block => (Filled(block), block.Length))];

    /// <summary>All options; returns one of the numbers of each block, added up.</summary>
    public double Run()
    {
        var sum = 0d;
        foreach (var (kernel, options) in _blocks)
        {
            kernel.Run(options);
            sum += kernel.Thetas[options - 1];
        }

        return sum;
    }

    /// <summary>Of each option its price, delta, gamma, vega and theta.</summary>
    public IReadOnlyList<OptionGreeks> Greeks()
    {
        Run();
        return
        [
            .. _blocks.SelectMany(block => Enumerable.Range(0, block.Options).Select(i => new OptionGreeks(
                block.Kernel.Prices[i], block.Kernel.Deltas[i], block.Kernel.Gammas[i], block.Kernel.Vegas[i], block.Kernel.Thetas[i]))),
        ];
    }

    private static GreeksKernel Filled(BookedOption[] options)
    {
        var kernel = new GreeksKernel();
        for (var i = 0; i < options.Length; i++)
        {
            kernel.Sides[i] = Black76.Side(options[i].Right);
            kernel.Forwards[i] = options[i].Forward;
            kernel.Strikes[i] = options[i].Strike;
            kernel.Volatilities[i] = options[i].Volatility;
            kernel.RootYears[i] = Math.Sqrt(options[i].Years);
        }

        return kernel;
    }
}
