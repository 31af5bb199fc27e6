namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>Makes inputs out of others. The same seed makes the same inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> seeds)
{
    private const int MaxLength = 64 * 1024;
    private const int MaxMutations = 8;
    private static readonly byte[] Boundaries = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<byte> input = [.. Pick(seeds)];
        for (var left = _random.Next(MaxMutations + 1); left > 0; left--) Mutate(input);
        if (input.Count > MaxLength) input.RemoveRange(MaxLength, input.Count - MaxLength);
        return [.. input];
    }

    private void Mutate(List<byte> input)
    {
        var at = _random.Next(input.Count + 1);
        var count = Math.Min(_random.Next(1, 17), input.Count - at);
        switch (_random.Next(8))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                for (var i = 0; i < count; i++) input[at + i] = (byte)_random.Next(256);
                break;
            case 2:
                // Lengths and counts are where readers go wrong.
                for (var (i, value) = (0, Pick(Boundaries)); i < Math.Min(count, 4); i++) input[at + i] = value;
                break;
            case 3:
                input.RemoveRange(at, count);
                break;
            case 4:
                input.InsertRange(at, input.GetRange(at, count));
                break;
            case 5:
                input.RemoveRange(at, input.Count - at);
                break;
            case 6:
                var other = Pick(seeds);
                var from = _random.Next(other.Length);
                input.InsertRange(at, other[from..Math.Min(other.Length, from + _random.Next(1, 257))]);
                break;
            case 7:
                input.InsertRange(at, Enumerable.Repeat(Pick(Boundaries), _random.Next(1, 300)));
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
