using System.Runtime.InteropServices;

namespace Livecaller.Bench;

internal static class Machine
{
    /// <summary>A number means nothing without the machine that it was measured on.</summary>
    public static void Print()
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores");
#if DEBUG
        Console.WriteLine("This is a debug build: the numbers mean nothing. Use -c Release.");
#endif
    }
}
