using BenchmarkDotNet.Attributes;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Benchmarks.Pricing;

/// <summary>Price of one option: time is per option.</summary>
[MemoryDiagnoser]
public class PriceBenchmarks
{
    private readonly OptionBook.Option[] _book = OptionBook.Build();

    [GlobalSetup]
    public void Setup()
    {
        // A baseline that is wrong would be no baseline.
        foreach (OptionBook.Option option in _book)
        {
            OptionRight right = option.Call ? OptionRight.Call : OptionRight.Put;
            double kernel = Black76.Price(right, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
            double textbook = TextbookBlack76.Price(
                option.Call, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
            if (!(Math.Abs(kernel - textbook) <= 1e-14 * OptionBook.Forward))
            {
                throw new InvalidOperationException($"{option}: {kernel:R} against {textbook:R}.");
            }
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OptionBook.Size)]
    public double Textbook()
    {
        double sum = 0;
        foreach (OptionBook.Option option in _book)
        {
            sum += TextbookBlack76.Price(option.Call, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = OptionBook.Size)]
    public double Kernel()
    {
        double sum = 0;
        foreach (OptionBook.Option option in _book)
        {
            OptionRight right = option.Call ? OptionRight.Call : OptionRight.Put;
            sum += Black76.Price(right, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
        }

        return sum;
    }
}

/// <summary>Price change of one option under one of 64 scenarios: time is per option-scenario.</summary>
[MemoryDiagnoser]
public class ScenarioBenchmarks
{
    private const int Scenarios = 64;

    private readonly OptionBook.Option[] _book = OptionBook.Build();
    private readonly double[] _moves = new double[Scenarios];
    private readonly double[] _growths = new double[RiskArrayKernel.LanesFor(Scenarios)];
    private readonly double[] _logGrowths = new double[RiskArrayKernel.LanesFor(Scenarios)];
    private readonly double[][] _volatilities = new double[OptionBook.Size][];
    private readonly double[] _before = new double[OptionBook.Size];
    private readonly double[] _room = new double[RiskArrayKernel.RoomLength];
    private readonly double[] _changes = new double[RiskArrayKernel.LanesFor(Scenarios)];

    [GlobalSetup]
    public void Setup()
    {
        for (int j = 0; j < Scenarios; j++)
        {
            _moves[j] = -0.3 + (0.6 * j / (Scenarios - 1));
        }

        RiskArrayKernel.Prepare(_moves, _growths, _logGrowths);
        double[] shocks = [1.45, 1.0, 0.75];
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            _before[i] = Black76.Price(option.Call ? OptionRight.Call : OptionRight.Put, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
            _volatilities[i] = [.. _growths.Select((_, j) => _book[i].Volatility * (j < Scenarios ? shocks[j % 3] : 1.0))];
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OptionBook.Size * Scenarios)]
    public double Textbook()
    {
        double sum = 0;
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            double before = TextbookBlack76.Price(
                option.Call, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
            double[] volatilities = _volatilities[i];
            for (int j = 0; j < Scenarios; j++)
            {
                _changes[j] = TextbookBlack76.Price(
                    option.Call, OptionBook.Forward * (1 + _moves[j]), option.Strike, volatilities[j], option.Years) - before;
            }

            sum += _changes[Scenarios - 1];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = OptionBook.Size * Scenarios)]
    public double KernelChecked()
    {
        double sum = 0;
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            RiskArrayKernel.PriceChanges(
                option.Call ? OptionRight.Call : OptionRight.Put,
                OptionBook.Forward,
                option.Strike,
                option.Years,
                option.Volatility,
                _moves,
                _volatilities[i].AsSpan(0, Scenarios),
                _changes.AsSpan(0, Scenarios));
            sum += _changes[Scenarios - 1];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = OptionBook.Size * Scenarios)]
    public double KernelOneLane() => Kernel<OneLane>();

    [Benchmark(OperationsPerInvoke = OptionBook.Size * Scenarios)]
    public double KernelFourLanes() => Kernel<FourLanes>();

    [Benchmark(OperationsPerInvoke = OptionBook.Size * Scenarios)]
    public double KernelEightLanes() => Kernel<EightLanes>();

    private double Kernel<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        double sum = 0;
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            RiskArrayKernel.PriceChanges<TLanes>(
                Black76.Side(option.Call ? OptionRight.Call : OptionRight.Put),
                OptionBook.Forward,
                option.Strike,
                Black76.LogMoneyness(OptionBook.Forward, option.Strike),
                Math.Sqrt(option.Years),
                _before[i],
                _growths,
                _logGrowths,
                _volatilities[i],
                _room,
                _changes);
            sum += _changes[Scenarios - 1];
        }

        return sum;
    }
}

/// <summary>Price, delta, gamma, vega and theta of one option: time is per option.</summary>
[MemoryDiagnoser]
public class GreeksBenchmarks
{
    private readonly OptionBook.Option[] _book = OptionBook.Build();

    [Benchmark(Baseline = true, OperationsPerInvoke = OptionBook.Size)]
    public double Textbook()
    {
        double sum = 0;
        foreach (OptionBook.Option option in _book)
        {
            (double price, double delta, double gamma, double vega, double theta) = TextbookBlack76.PriceAndGreeks(
                option.Call, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
            sum += price + delta + gamma + vega + theta;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = OptionBook.Size)]
    public double Kernel()
    {
        double sum = 0;
        foreach (OptionBook.Option option in _book)
        {
            OptionGreeks priced = Black76.PriceAndGreeks(
                option.Call ? OptionRight.Call : OptionRight.Put,
                OptionBook.Forward,
                option.Strike,
                option.Volatility,
                option.Years);
            sum += priced.Price + priced.Delta + priced.Gamma + priced.Vega + priced.Theta;
        }

        return sum;
    }
}

/// <summary>The implied volatility of one option's price, in units of a textbook price.</summary>
[MemoryDiagnoser]
public class ImpliedVolatilityBenchmarks
{
    private readonly OptionBook.Option[] _book = OptionBook.Build();
    private readonly double[] _prices = new double[OptionBook.Size];

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            _prices[i] = Black76.Price(
                option.Call ? OptionRight.Call : OptionRight.Put,
                OptionBook.Forward,
                option.Strike,
                option.Volatility,
                option.Years);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OptionBook.Size)]
    public double TextbookPrice()
    {
        double sum = 0;
        foreach (OptionBook.Option option in _book)
        {
            sum += TextbookBlack76.Price(option.Call, OptionBook.Forward, option.Strike, option.Volatility, option.Years);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = OptionBook.Size)]
    public double TryFind()
    {
        double sum = 0;
        for (int i = 0; i < OptionBook.Size; i++)
        {
            OptionBook.Option option = _book[i];
            ImpliedVolatility.TryFind(
                option.Call ? OptionRight.Call : OptionRight.Put,
                _prices[i],
                OptionBook.Forward,
                option.Strike,
                option.Years,
                out double volatility);
            sum += volatility;
        }

        return sum;
    }
}
